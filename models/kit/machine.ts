// SPDX-License-Identifier: MIT
// A model ready to run: its packed state, its action instances, and one function that yields all successors.
import { SyspecError } from '../../base/errors.ts';
import { Choice, type Choose } from './choice.ts';
import { BLOCKED, type Definition } from './definition.ts';
import { type Expander, expansion } from './expansion-code.ts';
import { explained } from './explained.ts';
import { type Instance, instantiate } from './instance.ts';
import { type Layout, layOut } from './layout.ts';
import { recordShape } from './schema.ts';
import { show } from './show.ts';
import { Successors } from './successors.ts';
import { checkDefinition } from './usage.ts';
import { Workspace } from './workspace.ts';

const PURE = 'A body may depend on nothing but the state, its parameters and its choices.';
/** Number of the instance that stands for `init`. */
export const INIT = -1;

/** Runs one model's bodies on one workspace; not reentrant. */
export class Machine implements Expander {
  readonly name: string;
  readonly actions: readonly string[];
  readonly instances: readonly Instance[];
  readonly workspace: Workspace;
  readonly out: Successors;
  readonly terminal: ((state: object) => boolean) | undefined;
  readonly choice: Choice;
  private readonly layout: Layout;
  private pair: readonly [Workspace, Workspace] | undefined;
  private readonly init: (state: object, choose: Choose) => unknown;
  private readonly runAll: () => void;
  current = INIT;
  private reader: string | undefined;
  private busy = false;

  constructor(definition: Definition) {
    checkDefinition(definition);
    this.name = definition.name;
    this.actions = Object.keys(definition.actions);
    this.instances = instantiate(definition.actions, definition.name);
    const fault = this.fault.bind(this);
    this.layout = layOut(recordShape(definition.state));
    this.workspace = new Workspace(this.layout, fault);
    this.out = new Successors(this.workspace.width);
    this.choice = new Choice(fault, this.workspace.owned);
    this.init = definition.init as (state: object, choose: Choose) => unknown;
    this.terminal = definition.terminal as ((state: object) => boolean) | undefined;
    this.runAll = expansion(this, Object.values(definition.actions));
  }

  /** Appends the initial states to `out`, as given: not yet distinct. */
  initials(): void {
    this.workspace.load(new Int32Array(this.workspace.width), 0);
    this.current = INIT;
    this.guarded(() => {
      while (this.settle(this.init(this.workspace.state, this.choice.choose)));
    });
    if (this.out.count === 0)
      this.fault('gives no initial state', 'At least one run of init must not be BLOCKED.');
  }

  /** Appends the successors of the workspace's state to `out`. */
  expand(): void {
    this.guarded(this.runAll);
  }

  /** Appends the successors that one instance gives. */
  expandInstance(index: number): void {
    const { run, params } = this.instances[index] as Instance;
    const body = run as (state: object, ...rest: unknown[]) => unknown;
    this.current = index;
    this.guarded(() => {
      while (this.settle(body(this.workspace.state, ...params, this.choice.choose)));
    });
  }

  /** Two more workspaces, for what looks at two states at once. */
  get readers(): readonly [Workspace, Workspace] {
    this.pair ??= [
      new Workspace(this.layout, this.workspace.fault),
      new Workspace(this.layout, this.workspace.fault),
    ];
    return this.pair;
  }

  /** The value of a predicate of the state; `reader` names it in messages. */
  read(reader: string, holds: (state: object) => boolean): boolean {
    const value = this.look(reader, holds);
    return typeof value === 'boolean' ? value : this.truth(reader, value);
  }

  /** The value of a read-only function of the state, which may be a view of it; `reader` names it in messages. */
  look<T>(reader: string, of: (state: object) => T): T {
    this.reader = reader;
    let value: T;
    try {
      value = of(this.workspace.state);
    } catch (error) {
      throw this.explained(error);
    }
    this.checkUnchanged(this.workspace);
    this.reader = undefined;
    return value;
  }

  /** The value of a predicate of the states of two workspaces. */
  readBoth(reader: string, holds: () => boolean, before: Workspace, after: Workspace): boolean {
    const value = this.explaining(reader, () => {
      const found = holds();
      this.checkUnchanged(before);
      this.checkUnchanged(after);
      return found;
    });
    return this.truth(reader, value);
  }

  /** The value of a function that is given with a property; `reader` names it in messages. */
  explaining<T>(reader: string, work: () => T): T {
    this.reader = reader;
    let value: T;
    try {
      value = work();
    } catch (error) {
      throw this.explained(error);
    }
    this.reader = undefined;
    return value;
  }

  private truth(reader: string, value: unknown): boolean {
    if (typeof value === 'boolean') return value;
    this.reader = reader;
    return this.fault(`returned ${show(value)}, not true or false`, 'Return a boolean.');
  }

  private checkUnchanged(workspace: Workspace): void {
    // Words first: the arrays are released when they are found unchanged.
    if (workspace.wordsUnchanged() && workspace.arraysUnchanged()) return;
    if (workspace.flush()) {
      this.fault(
        `writes ${workspace.firstDifference()}`,
        'Only actions change the state: compute in a copy.',
      );
    }
    workspace.revert();
  }

  /** Reports a rule that the body of `instance` breaks. */
  blame(instance: number, message: string, hint: string = PURE): never {
    this.current = instance;
    return this.fault(message, hint);
  }

  /** The words of a state that somebody gives. */
  pack(plain: unknown): Int32Array {
    this.reader = 'a given state';
    const words = this.workspace.pack(plain);
    this.reader = undefined;
    return words;
  }

  /** Runs `work` alone: bodies and properties share one workspace and cannot query the model that runs them. */
  exclusively<T>(work: () => T): T {
    if (this.busy) {
      throw new SyspecError(
        'BAD_MODEL',
        `${this.name}: queried by its own body or property`,
        'Use the state given.',
      );
    }
    this.busy = true;
    this.out.count = 0;
    this.out.keepResults = false;
    this.reader = undefined;
    try {
      return work();
    } finally {
      this.busy = false;
    }
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.choice.reset();
      throw this.explained(error);
    }
  }

  private explained(error: unknown): unknown {
    return explained(error, this.where());
  }

  private fault(message: string, hint: string): never {
    throw new SyspecError('BAD_MODEL', `${this.where()}: ${message}`, hint);
  }

  private where(): string {
    if (this.reader !== undefined) return `${this.name}: ${this.reader}`;
    return `${this.name}: ${this.instances[this.current]?.label ?? 'init'}`;
  }

  /** Takes the outcome of one run; true when the body must run again with other picks. */
  settle(outcome: unknown): boolean {
    const { workspace } = this;
    if (outcome === BLOCKED) {
      if (workspace.flush()) this.blameWrite();
      // An equal value may be a view that was put in the place of the old one.
      workspace.revert();
    } else {
      if (outcome !== undefined && typeof outcome !== 'string') this.blameOutcome(outcome);
      const changed = workspace.flush();
      // The initial states come from no state, so that none of them is a loop.
      this.out.push(
        workspace.words,
        this.current,
        outcome as string | undefined,
        !changed && this.current !== INIT,
      );
      workspace.revert();
    }
    return this.choice.advance();
  }

  private blameWrite(): never {
    return this.fault(
      `writes ${this.workspace.firstDifference()} and then returns BLOCKED`,
      'Decide whether the action is enabled before the first write.',
    );
  }

  private blameOutcome(outcome: unknown): never {
    if (typeof (outcome as PromiseLike<unknown> | null)?.then === 'function') {
      return this.fault('returned a promise', 'A body is one atomic step: make it an ordinary function.');
    }
    return this.fault(
      `returned ${show(outcome)}`,
      'Return BLOCKED, nothing, or a string that names the result.',
    );
  }
}
