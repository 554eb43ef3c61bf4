// SPDX-License-Identifier: MIT
// A graph as a kernel shows it that takes some steps by itself. A walk cannot hold these back: it takes one of the others, and
// then the kernel goes on until it is at rest. So an edge here is a step, and all that the kernel does of its own after it.
import type { Graph, Label, Transitions } from '../../../models/kit/index.ts';
import type { Scene, Urgent } from './scene.ts';

/** A graph whose edges are steps of a walk. */
export interface WalkGraph<S> extends Graph {
  /** The step. */
  label(edge: number): Label;
  /** As plain data, made anew each time. */
  state(state: number): S;
}

/** The state that an edge leads out of. */
export function sourceOf({ first, states }: Graph, edge: number): number {
  let [low, high] = [0, states];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (first[middle]! <= edge) low = middle;
    else high = middle;
  }
  return low;
}

/** Urgent steps after one that is planned; a kernel that takes more never comes to rest. */
const MOST = 32;

/** Why a transition of the model is on none of the edges. */
export type Skipped = 'urgent' | 'unasked' | 'order' | 'passed';

/** One way for a kernel to come to rest after a step. */
interface Way {
  /** The model's state. */
  readonly rest: number;
  /** The urgent steps, in one of the orders that look the same; each is the number of a transition. */
  readonly own: readonly number[];
  /** Those that are taken in every order. */
  readonly sure: readonly number[];
}

/** The states are those in which the kernel is at rest. */
export class SettledGraph<S> implements WalkGraph<S> {
  readonly states: number;
  readonly initial: number;
  readonly first: Int32Array;
  readonly target: Int32Array;
  /** The model's own graph. */
  readonly all: Transitions<S>;
  readonly #scene: Scene<S>;
  readonly #urgent: Urgent<S>;
  readonly #planned: readonly number[];
  readonly #ways: readonly Way[];
  /** The model's state of each. */
  readonly #rest: readonly number[];
  /** What is met at all: the model's states, and transitions, in any order. */
  readonly #met: Uint8Array;
  readonly #taken: Uint8Array;
  readonly #events = new Map<number, readonly string[]>();

  constructor(scene: Scene<S>, urgent: Urgent<S>, all: Transitions<S>) {
    this.#scene = scene;
    this.#urgent = urgent;
    this.all = all;
    this.#met = new Uint8Array(all.states);
    this.#taken = new Uint8Array(all.target.length);
    const numbers = new Map<number, number>();
    const rest: number[] = [];
    const meet = (state: number): number => {
      const known = numbers.get(state) ?? numbers.size;
      if (known === numbers.size) rest.push(state);
      numbers.set(state, known);
      return known;
    };
    for (let state = 0; state < all.initial; state++) meet(state);
    const first: number[] = [];
    const target: number[] = [];
    const planned: number[] = [];
    const ways: Way[] = [];
    for (let at = 0; at < rest.length; at++) {
      first.push(target.length);
      this.#met[rest[at]!] = 1;
      for (const edge of this.#edges(rest[at]!)) {
        if (urgent.is(all.label(edge))) continue;
        for (const way of this.#settle(rest[at]!, edge)) {
          target.push(meet(way.rest));
          planned.push(edge);
          ways.push(way);
        }
      }
    }
    this.states = rest.length;
    this.initial = all.initial;
    this.first = Int32Array.from([...first, target.length]);
    this.target = Int32Array.from(target);
    this.#rest = rest;
    this.#planned = planned;
    this.#ways = ways;
  }

  #edges(state: number): number[] {
    const { first } = this.all;
    return Array.from({ length: first[state + 1]! - first[state]! }, (_, i) => first[state]! + i);
  }

  /** All ways to come to rest after a step; those that look the same are one. */
  #settle(from: number, edge: number): Way[] {
    const { all } = this;
    const [before, after] = [all.state(from), all.state(all.target[edge]!)];
    const found = new Map<string, { rest: number; runs: number[][] }>();
    const goOn = (state: number, own: number[]) => {
      if (own.length > MOST) throw new Error(`after ${all.label(edge).text} the kernel never comes to rest`);
      this.#met[state] = 1;
      const now = all.state(state);
      const since = own.map((one) => all.label(one));
      const next = this.#edges(state).filter((one) => {
        const label = all.label(one);
        const settling = { before, label: all.label(edge), after, since, now };
        return this.#urgent.is(label) && this.#urgent.takes(label, settling);
      });
      for (const one of next) {
        this.#taken[one] = 1;
        goOn(all.target[one]!, [...own, one]);
      }
      if (next.length > 0) return;
      const key = [state, ...own.flatMap((one) => this.#eventsOf(one)).sort()].join('\n');
      const same = found.get(key);
      if (same === undefined) found.set(key, { rest: state, runs: [own] });
      else same.runs.push(own);
    };
    this.#taken[edge] = 1;
    goOn(all.target[edge]!, []);
    return [...found.values()].map(({ rest, runs }) => ({
      rest,
      own: runs[0]!,
      sure: runs[0]!.filter((one) => runs.every((run) => run.includes(one))),
    }));
  }

  /** What is seen of an urgent step. */
  #eventsOf(edge: number): readonly string[] {
    const known = this.#events.get(edge);
    if (known !== undefined) return known;
    const { all } = this;
    const from = sourceOf(all, edge);
    const { events } = this.#scene.act(all.state(from), all.label(edge), all.state(all.target[edge]!));
    this.#events.set(edge, events);
    return events;
  }

  /** The step that is planned. */
  label(edge: number): Label {
    return this.all.label(this.#planned[edge]!);
  }

  /** The urgent steps that follow it. */
  own(edge: number): readonly Label[] {
    return this.#ways[edge]!.own.map((one) => this.all.label(one));
  }

  state(state: number): S {
    return this.all.state(this.#rest[state]!);
  }

  /** The state right after the step that is planned. */
  after(edge: number): S {
    return this.all.state(this.all.target[this.#planned[edge]!]!);
  }

  /** What is seen of the urgent steps. */
  ownEvents(edge: number): readonly string[] {
    return this.#ways[edge]!.own.flatMap((one) => this.#eventsOf(one));
  }

  /** The transitions of the model that are taken on an edge for certain. */
  taken(edge: number): readonly number[] {
    return [this.#planned[edge]!, ...this.#ways[edge]!.sure];
  }

  /** Transitions of the model that are on no edge for certain, and why. */
  skipped(): readonly { readonly transition: number; readonly reason: Skipped }[] {
    const sure = new Uint8Array(this.all.target.length);
    for (let edge = 0; edge < this.target.length; edge++) for (const one of this.taken(edge)) sure[one] = 1;
    const found: { transition: number; reason: Skipped }[] = [];
    for (let state = 0; state < this.all.states; state++) {
      for (const transition of this.#edges(state))
        if (sure[transition] === 0) found.push({ transition, reason: this.#whyNot(state, transition) });
    }
    return found;
  }

  #whyNot(state: number, transition: number): Skipped {
    if (this.#met[state] === 0) return 'passed';
    if (this.#taken[transition] === 1) return 'order';
    return this.#urgent.is(this.all.label(transition)) ? 'unasked' : 'urgent';
  }
}
