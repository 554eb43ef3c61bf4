// SPDX-License-Identifier: MIT
// Shortest paths through a graph, by edges that a kernel can be made to take.
import type { Path } from '../../../models/kit/index.ts';
import type { Walk } from './walk.ts';

/** The states that have been met so far, each with a shortest path to it. */
export class Tree<S> {
  readonly #walk: Walk<S>;
  /** The edge by which each state was met; -1 for an initial one, -2 for one that has not been met. */
  readonly #by: Int32Array;

  constructor(walk: Walk<S>) {
    this.#walk = walk;
    this.#by = new Int32Array(walk.graph.states).fill(-2).fill(-1, 0, walk.graph.initial);
  }

  /** All states, the nearest first. `mayTake` leaves edges out; `onMet` is told of each by which a state is met first. */
  *states(
    mayTake: (state: number, edge: number) => boolean = () => true,
    onMet: (state: number, edge: number, target: number) => void = () => undefined,
  ): Generator<number> {
    const { graph } = this.#walk;
    const queue = Array.from({ length: graph.initial }, (_, state) => state);
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at]!;
      yield state;
      for (const edge of this.#walk.open(state)) {
        const target = graph.target[edge]!;
        if (this.#by[target] !== -2 || !mayTake(state, edge)) continue;
        this.#by[target] = edge;
        onMet(state, edge, target);
        queue.push(target);
      }
    }
  }

  pathTo(end: number): Path {
    const path: number[] = [];
    for (let edge = this.#by[end]!; edge >= 0; edge = this.#by[this.#walk.source(edge)]!) path.unshift(edge);
    return path;
  }
}
