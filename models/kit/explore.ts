// SPDX-License-Identifier: MIT
// Is each property true of every state that a model can reach?
import { SyspecError } from '../../base/errors.ts';
import type { Machine } from './machine.ts';
import type { Model } from './model.ts';
import type { Property, Verdict } from './property.ts';
import { Search } from './search.ts';
import { traceTo } from './trace.ts';
import type { Limits, SearchProgress, SearchResult, Stopped, Visitor } from './visitor.ts';

/** How to explore. */
export interface ExploreOptions<S> {
  readonly properties: readonly Property<S>[];
  readonly limits?: Limits;
  /** Called about five times a second at most. */
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Expand the first states and a sample of the rest twice, to find bodies with hidden state; true if not given. */
  readonly audit?: boolean;
}

/** What an exploration found. The whole graph is explored, whatever is violated, so that the numbers are exact. */
export interface Exploration<S> {
  /** One a property, in their order. */
  readonly verdicts: readonly Verdict<S>[];
  readonly distinct: number;
  /** As TLC counts: initial states, and every successor of every instance, duplicates too. */
  readonly generated: number;
  /** Distinct (state, action's name, state). */
  readonly transitions: number;
  /** States on the longest of the shortest paths; an initial state has 1. */
  readonly depth: number;
  /** The limit that left something unseen. */
  readonly stopped: Stopped | undefined;
  readonly seconds: number;
  /** Distinct states a second. */
  readonly rate: number;
  /** Memory of states, paths and tables, in bytes a state. */
  readonly bytesPerState: number;
}

/** Explores `model` breadth first. Throws SyspecError BAD_MODEL when the model breaks a rule of the explorer. */
export function explore<S>(model: Model<S>, options: ExploreOptions<NoInfer<S>>): Exploration<S> {
  const { properties, limits = {}, audit = true } = options;
  checkNames(properties, model.name);
  const { machine } = model;
  return machine.exclusively(() => {
    const watch = new PropertyWatch<S>(machine, properties, options.onProgress);
    const result = new Search(machine, watch, limits, audit).run();
    const { generated, transitions, depth, stopped, seconds, store } = result;
    return {
      verdicts: properties.map((property, p) => watch.verdict(property, p, result)),
      distinct: store.count,
      generated,
      transitions,
      depth,
      stopped,
      seconds,
      rate: store.count / Math.max(seconds, 1e-6),
      bytesPerState: store.bytes / store.count,
    };
  });
}

function checkNames(properties: readonly { readonly name: string }[], model: string): void {
  const twice = properties.find(({ name }, i) => properties.findIndex((other) => other.name === name) < i);
  if (twice === undefined) return;
  throw new SyspecError(
    'BAD_MODEL',
    `${model}: two properties are called "${twice.name}"`,
    'Give each its own name.',
  );
}

/** Remembers the first state that decides each property. */
class PropertyWatch<S> implements Visitor {
  readonly progress?: (progress: SearchProgress) => void;
  private readonly machine: Machine;
  private readonly properties: readonly Property<S>[];
  private readonly decided: (number | undefined)[];

  constructor(
    machine: Machine,
    properties: readonly Property<S>[],
    onProgress: ((progress: SearchProgress) => void) | undefined,
  ) {
    this.machine = machine;
    this.properties = properties;
    this.decided = properties.map(() => undefined);
    if (onProgress !== undefined) this.progress = onProgress;
  }

  state(state: number): void {
    const { properties, decided } = this;
    for (let p = 0; p < properties.length; p++) {
      const property = properties[p] as Property<S>;
      if (property.kind === 'no-deadlock' || decided[p] !== undefined) continue;
      const holds = this.machine.read(
        `property "${property.name}"`,
        property.holds as (state: object) => boolean,
      );
      if (holds === (property.kind === 'reachable')) decided[p] = state;
    }
  }

  expanded(state: number, enabled: number): void {
    const { machine } = this;
    const terminal = machine.terminal !== undefined && machine.read('terminal', machine.terminal);
    if (terminal && enabled >= 0) {
      const label = machine.instances[enabled]?.label;
      throw new SyspecError(
        'BAD_MODEL',
        `${machine.name}: a state is declared terminal but \`${label}\` is enabled`,
        'Let no action be enabled in a terminal state, or narrow terminal().',
      );
    }
    if (terminal || enabled >= 0) return;
    for (const [p, { kind }] of this.properties.entries()) {
      if (kind === 'no-deadlock') this.decided[p] ??= state;
    }
  }

  verdict(property: Property<S>, p: number, { store, stopped }: SearchResult): Verdict<S> {
    const { name, kind } = property;
    const state = this.decided[p];
    if (state !== undefined) {
      const trace = traceTo<S>(this.machine, store, state);
      if (kind === 'reachable') return { property: name, kind: 'holds', witness: trace };
      return { property: name, kind: 'violated', trace };
    }
    if (stopped !== undefined) return { property: name, kind: 'inconclusive', reason: stopped };
    return { property: name, kind: kind === 'reachable' ? 'unreached' : 'holds' };
  }
}
