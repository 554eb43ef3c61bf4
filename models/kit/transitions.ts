// SPDX-License-Identifier: MIT
// The whole reachable graph as arrays, to be walked and covered: large graphs, whose states are unpacked one by one.
import { SyspecError } from '../../base/errors.ts';
import { EdgeList, type EdgeTable } from './edges.ts';
import type { Instance } from './instance.ts';
import type { Model } from './model.ts';
import { Search } from './search.ts';
import type { StateStore } from './store.ts';
import { checkLimits, checkModel } from './usage.ts';
import type { Limits } from './visitor.ts';

/** States are numbered in breadth-first order, the initial ones first; edges in the order of their sources. */
export interface Graph {
  readonly states: number;
  /** How many of the first states are initial. */
  readonly initial: number;
  /** The edges of state s are `first[s]` to `first[s + 1] - 1`. */
  readonly first: Int32Array;
  /** Where each edge leads. */
  readonly target: Int32Array;
}

/** An action with its parameters. */
export interface Label {
  readonly action: string;
  readonly params: readonly unknown[];
  /** `Lock(c1)` */
  readonly text: string;
}

/** A model's graph: an edge is a transition, distinct in source, action and target. */
export class Transitions<S> implements Graph {
  readonly states: number;
  readonly initial: number;
  readonly first: Int32Array;
  readonly target: Int32Array;
  readonly #model: Model<S>;
  readonly #store: StateStore;
  readonly #instance: Int32Array;
  /** Of all actions with all parameters, taken or not. */
  readonly labels: readonly Label[];
  readonly #words: Int32Array;
  readonly #others: Int32Array;

  constructor(model: Model<S>, store: StateStore, initial: number, edges: EdgeTable) {
    this.#model = model;
    this.#store = store;
    this.states = store.count;
    this.initial = initial;
    this.first = edges.first;
    this.target = edges.target;
    this.#instance = edges.instance;
    this.#words = new Int32Array(model.machine.workspace.width);
    this.#others = new Int32Array(model.machine.workspace.width);
    this.labels = model.machine.instances.map(({ action, params, label }: Instance) => ({
      ...{ action: model.actions[action]!, params, text: label },
    }));
  }

  /** What takes an edge. */
  label(edge: number): Label {
    return this.labels[this.#instance[edge]!]!;
  }

  /** A state as plain data, made anew each time. */
  state(state: number): S {
    this.#store.read(state, this.#words);
    return this.#model.plain(this.#words);
  }

  /** A text that two pairs of states share when the same bits of them differ, and so the same of their fields. */
  difference(state: number, other: number): string {
    this.#store.read(state, this.#words);
    this.#store.read(other, this.#others);
    let text = '';
    for (const [at, word] of this.#words.entries()) {
      const bits = word ^ this.#others[at]!;
      if (bits !== 0) text += `${at}:${bits} `;
    }
    return text;
  }
}

/** Walks all of `model`. @throws SyspecError BAD_INPUT when a limit would cut the graph */
export function transitionsOf<S>(model: Model<S>, limits: Limits = {}): Transitions<S> {
  checkModel(model, 'transitionsOf');
  checkLimits(model.name, limits);
  const { machine } = model;
  return machine.exclusively(() => {
    const edges = new EdgeList();
    const visitor = {
      transition: (source: number, _action: number, target: number, instance: number) =>
        edges.add(source, instance, target),
    };
    const { store, initial, stopped } = new Search(machine, visitor, limits, true).run();
    if (stopped !== undefined) {
      const message = `${model.name}: its graph exceeds the limit on ${stopped}`;
      throw new SyspecError('BAD_INPUT', message, 'Raise the limit.');
    }
    return new Transitions(model, store, initial, edges.table(store.count));
  });
}
