// SPDX-License-Identifier: MIT
// A model ready to run: its packed state, its action instances, and one function that yields all successors.
import { SyspecError } from '../../base/errors.ts';
import { Choice, type Choose } from './choice.ts';
import { BLOCKED, type Definition } from './definition.ts';
import { type Expander, expansion } from './expansion-code.ts';
import { type Instance, instantiate } from './instance.ts';
import { layOut } from './layout.ts';
import { show } from './plain.ts';
import { recordShape } from './schema.ts';
import { Successors } from './successors.ts';
import { Workspace } from './workspace.ts';

const PURE = 'A body may depend on nothing but the state, its parameters and its choices.';
const FROZEN =
  'A state has the fields of its schema and no others; parameters and options are frozen: copy them before a change.';

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
  private readonly init: (state: object, choose: Choose) => unknown;
  private readonly runAll: () => void;
  current = INIT;
  private reader: string | undefined;
  private busy = false;

  constructor(definition: Definition) {
    this.name = definition.name;
    this.actions = Object.keys(definition.actions);
    this.instances = instantiate(definition.actions, definition.name);
    const fault = this.fault.bind(this);
    this.workspace = new Workspace(layOut(recordShape(definition.state)), fault);
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

  /** The value of a read-only function of the state, such as a property; `reader` names it in messages. */
  read(reader: string, holds: (state: object) => boolean): boolean {
    this.reader = reader;
    let value: unknown;
    try {
      value = holds(this.workspace.state);
    } catch (error) {
      throw this.explained(error);
    }
    // Words first: the arrays are released when they are found unchanged.
    if (!this.workspace.wordsUnchanged() || !this.workspace.arraysUnchanged()) this.checkUnchanged();
    if (typeof value !== 'boolean')
      this.fault(`returned ${show(value)}, not true or false`, 'Return a boolean.');
    this.reader = undefined;
    return value as boolean;
  }

  private checkUnchanged(): void {
    if (this.workspace.flush()) {
      this.fault(
        `writes ${this.workspace.firstDifference()}`,
        'Only actions change the state: compute in a copy.',
      );
    }
    this.workspace.release();
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
    if (error instanceof SyspecError || !(error instanceof Error)) return error;
    const hint = error instanceof TypeError ? FROZEN : undefined;
    return Object.assign(new SyspecError('BAD_MODEL', `${this.where()}: ${error}`, hint), { cause: error });
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
      workspace.release();
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
