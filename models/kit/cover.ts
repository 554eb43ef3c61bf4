// SPDX-License-Identifier: MIT
// Paths that together take every edge of a graph: long ones, so that they are few.
import type { Graph } from './transitions.ts';

/** What of a graph is to be covered, and how. */
export interface CoverOptions {
  /** Whether an edge can be taken at all; every one when absent. */
  readonly isOpen?: (edge: number) => boolean;
  /** Whether a path may end in this state; anywhere when absent. It is led there when nothing new is left ahead. */
  readonly isEnd?: (state: number) => boolean;
  /** Edges after which a path ends as soon as it may: graphs with cycles have no longest path. */
  readonly longest?: number;
}

/** From an initial state, edge by edge. */
export type Path = readonly number[];

/** What the paths take, and what they cannot. */
export interface Cover {
  readonly paths: readonly Path[];
  /** Edges that can be taken, each of them on a path. */
  readonly covered: number;
  /** Edges that no path takes: not open, or out of a state that is reached by none that is. */
  readonly unreached: readonly number[];
}

/** Farther than any edge is. */
const FAR = 0x3fff_ffff;
const LONGEST = 200;

/** The distance from each state to the next of some states: a lower bound that is corrected when it is asked for. */
class Distance {
  readonly #graph: Graph;
  readonly #isOpen: (edge: number) => boolean;
  readonly #isGoal: (state: number) => boolean;
  readonly #least: Int32Array;
  readonly #cap: number;

  /** `isGoal` may turn false for a state, and never true again. */
  constructor(
    graph: Graph,
    isOpen: (edge: number) => boolean,
    isGoal: (state: number) => boolean,
    cap: number,
  ) {
    this.#graph = graph;
    this.#isOpen = isOpen;
    this.#isGoal = isGoal;
    this.#least = new Int32Array(graph.states);
    this.#cap = cap;
  }

  /** The open edge out of `state` that is nearest to a goal; -1 when none leads to one within the cap. */
  towards(state: number): number {
    let best = -1;
    for (;;) {
      best = this.#best(state);
      if (best < 0) return -1;
      const target = this.#graph.target[best]!;
      const before = this.#least[target]!;
      if (this.to(target) === before) return best;
    }
  }

  /** Edges from `state` to the nearest goal; FAR when there is none within the cap. */
  to(state: number): number {
    // States under way, each with the distance that was known of the one that it waits for.
    const states = [state];
    const known: number[] = [];
    let answer: number | undefined;
    for (;;) {
      const at = states.at(-1)!;
      const isSure = answer !== undefined && answer === known.at(-1);
      if (answer !== undefined) known.pop();
      const next: number | undefined = isSure ? undefined : this.#next(at);
      if (next !== undefined) {
        states.push(next);
        known.push(this.#least[next]!);
        answer = undefined;
        continue;
      }
      answer = this.#least[at]!;
      states.pop();
      if (states.length === 0) return answer;
    }
  }

  /** Corrects the distance of a state by what is known of its neighbours; the neighbour that it depends on, if any. */
  #next(state: number): number | undefined {
    if (this.#least[state] === FAR) return undefined;
    if (this.#isGoal(state)) {
      this.#least[state] = 0;
      return undefined;
    }
    const edge = this.#best(state);
    const target = edge < 0 ? -1 : this.#graph.target[edge]!;
    const least = edge < 0 ? FAR : this.#least[target]! + 1;
    this.#least[state] = least >= this.#cap ? FAR : least;
    return least >= this.#cap ? undefined : target;
  }

  #best(state: number): number {
    const { first, target } = this.#graph;
    let best = -1;
    let least = FAR;
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) {
      const there = this.#least[target[edge]!]!;
      if (there >= least || !this.#isOpen(edge)) continue;
      best = edge;
      least = there;
    }
    return best;
  }
}

/** The states that open edges lead to. */
function reached({ states, initial, first, target }: Graph, isOpen: (edge: number) => boolean): Uint8Array {
  const seen = new Uint8Array(states);
  const queue: number[] = [];
  const see = (state: number) => {
    if (seen[state] === 1) return;
    seen[state] = 1;
    queue.push(state);
  };
  for (let state = 0; state < initial; state++) see(state);
  for (const state of queue) {
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) if (isOpen(edge)) see(target[edge]!);
  }
  return seen;
}

/** Builds the paths, one after the other. */
class Coverer {
  readonly #graph: Graph;
  readonly #isEnd: (state: number) => boolean;
  readonly #longest: number;
  readonly #fresh: Uint8Array;
  /** Edges out of each state that no path has taken. */
  readonly #left: Int32Array;
  readonly #toNew: Distance;
  readonly #toEnd: Distance;
  total = 0;
  unreached: number[] = [];

  constructor(graph: Graph, { isOpen = () => true, isEnd = () => true, longest = LONGEST }: CoverOptions) {
    this.#graph = graph;
    this.#isEnd = isEnd;
    this.#longest = longest;
    this.#fresh = new Uint8Array(graph.target.length);
    this.#left = new Int32Array(graph.states);
    const seen = reached(graph, isOpen);
    for (let state = 0; state < graph.states; state++) {
      for (let edge = graph.first[state]!; edge < graph.first[state + 1]!; edge++) {
        if (seen[state] === 0 || !isOpen(edge)) {
          this.unreached.push(edge);
          continue;
        }
        this.#fresh[edge] = 1;
        this.#left[state]! += 1;
        this.total += 1;
      }
    }
    const cap = Math.max(longest, graph.states < LONGEST ? graph.states + 1 : LONGEST);
    this.#toNew = new Distance(graph, isOpen, (state) => this.#left[state]! > 0, cap);
    this.#toEnd = new Distance(graph, isOpen, isEnd, cap);
  }

  /** A path from this initial state; undefined when nothing new is to be had from there. */
  path(initial: number): Path | undefined {
    const { target } = this.#graph;
    const path: number[] = [];
    let state = initial;
    while (path.length < this.#longest) {
      const edge = this.#left[state]! > 0 ? this.#newEdge(state) : this.#toNew.towards(state);
      if (edge < 0) break;
      this.#take(edge, state);
      path.push(edge);
      state = target[edge]!;
    }
    if (path.length === 0) return undefined;
    while (!this.#isEnd(state)) {
      const edge = this.#toEnd.towards(state);
      if (edge < 0) break;
      this.#take(edge, state);
      path.push(edge);
      state = target[edge]!;
    }
    return path;
  }

  #take(edge: number, source: number): void {
    if (this.#fresh[edge] === 0) return;
    this.#fresh[edge] = 0;
    this.#left[source]! -= 1;
  }

  /** Of the new edges the one after which the next new one is nearest. */
  #newEdge(state: number): number {
    const { first, target } = this.#graph;
    let best = -1;
    let least = FAR + 1;
    for (let edge = first[state]!; edge < first[state + 1]!; edge++) {
      if (this.#fresh[edge] === 0) continue;
      const there = this.#toNew.to(target[edge]!);
      if (there >= least) continue;
      best = edge;
      least = there;
    }
    return best;
  }
}

/** Paths that take every edge that can be taken. */
export function cover(graph: Graph, options: CoverOptions = {}): Cover {
  const coverer = new Coverer(graph, options);
  const paths: Path[] = [];
  for (let initial = 0; initial < graph.initial; initial++) {
    for (let path = coverer.path(initial); path !== undefined; path = coverer.path(initial)) paths.push(path);
  }
  return { paths, covered: coverer.total, unreached: coverer.unreached };
}
