// SPDX-License-Identifier: MIT
// Paths to edges that a kernel has a choice about: it is seen what it chose, and the next paths go by that. What it chooses
// depends on what came before, such as who has waited longer; so an edge is come to in many ways.
import type { Path } from '../../../models/kit/index.ts';
import { Dice } from '../lockstep/engine/dice.ts';
import { sample } from '../lockstep/engine/generate.ts';
import { toEnd } from './share.ts';
import { LONGEST, type Walk } from './walk.ts';

/** Ways to come to an edge, after which it is taken for one that the kernel does not choose. */
const TRIES = 40;

/** Paths of a round that lead to nothing new, one after the other, after which it ends. */
const MISSES = 60;

/** Lists of numbers to choose by: many, as they come round again. */
const SAMPLES = 200;

/** Farther than any edge is. */
const FAR = 0x3fff_ffff;

/** Looks for edges that a kernel has not been seen to take. */
export class Seeker<S> {
  readonly #walk: Walk<S>;
  readonly #dice: Dice;
  /** The edges that are still looked for, each with how often it was planned. */
  readonly #wanted: Map<number, number>;
  /** Which edge a kernel took after a path, by path and label. */
  readonly #chosen = new Map<string, number>();
  /** Of each state, those that an edge leads from. */
  readonly #before: readonly (readonly number[])[];

  constructor(walk: Walk<S>, wanted: Iterable<number>, seed: number) {
    this.#walk = walk;
    this.#dice = new Dice(sample(seed, SAMPLES).flat());
    this.#wanted = new Map([...wanted].map((edge) => [edge, 0]));
    const before = Array.from({ length: walk.graph.states }, (): number[] => []);
    for (let state = 0; state < walk.graph.states; state++)
      for (const edge of walk.open(state)) before[walk.graph.target[edge]!]!.push(state);
    this.#before = before;
  }

  /** Those that were never seen, so far. */
  get unseen(): readonly number[] {
    return [...this.#wanted.keys()];
  }

  /** What a kernel has taken, as far as it is known for certain: it may have left the path for another edge. */
  learn(initial: number, taken: Path): void {
    for (const [i, edge] of taken.entries()) {
      this.#wanted.delete(edge);
      if (this.#walk.isChoice(edge)) this.#chosen.set(this.#key(initial, taken.slice(0, i), edge), edge);
    }
  }

  #key(initial: number, path: Path, edge: number): string {
    return `${initial} ${path.join()} ${this.#walk.labelNumber(edge)}`;
  }

  /** The next paths: each has an edge that is wanted, and that is on none of the others. None when there are no more to try. */
  round(): Path[] {
    const left = new Set([...this.#wanted].flatMap(([edge, tries]) => (tries < TRIES ? [edge] : [])));
    const paths: Path[] = [];
    for (let misses = 0; left.size > 0 && misses < MISSES; ) {
      const path = this.#path(left);
      if (path === undefined) misses += 1;
      else paths.push(toEnd(this.#walk, path));
    }
    // What no path came to: every way there is known to lead elsewhere, or it lies behind such ones.
    for (const edge of left) this.#wanted.set(edge, (this.#wanted.get(edge) ?? 0) + 1);
    return paths;
  }

  /** Takes what is left on its way out of `left`; undefined when that is nothing. */
  #path(left: Set<number>): Path | undefined {
    const { graph } = this.#walk;
    const initial = this.#dice.roll(graph.initial);
    const distance = this.#distances(left);
    const path: number[] = [];
    let state = initial;
    let found = 0;
    while (path.length < LONGEST) {
      const possible = this.#walk.open(state).filter((edge) => this.#mayLead(initial, path, edge));
      const wanted = possible.filter((edge) => left.has(edge));
      const edge = wanted.length > 0 ? this.#dice.pick(wanted) : this.#towards(possible, distance);
      if (edge === undefined) break;
      if (left.delete(edge)) {
        found = path.length + 1;
        this.#wanted.set(edge, this.#wanted.get(edge)! + 1);
      }
      path.push(edge);
      state = graph.target[edge]!;
    }
    return found === 0 ? undefined : path.slice(0, found);
  }

  /** Whether a kernel has not been seen to choose another edge there. */
  #mayLead(initial: number, path: Path, edge: number): boolean {
    if (!this.#walk.isChoice(edge)) return true;
    const chosen = this.#chosen.get(this.#key(initial, path, edge));
    return chosen === undefined || chosen === edge;
  }

  /** One of the edges after which what is wanted is nearest; now and then any, to come by another way. */
  #towards(edges: readonly number[], distance: Int32Array): number | undefined {
    const far = (edge: number) => distance[this.#walk.graph.target[edge]!]!;
    const leading = edges.filter((edge) => far(edge) < FAR);
    if (leading.length === 0) return undefined;
    if (this.#dice.roll(4) === 0) return this.#dice.pick(leading);
    const nearest = Math.min(...leading.map(far));
    return this.#dice.pick(leading.filter((edge) => far(edge) === nearest));
  }

  /** Edges from each state to the source of one that is left. */
  #distances(left: ReadonlySet<number>): Int32Array {
    const distance = new Int32Array(this.#walk.graph.states).fill(FAR);
    const queue = [...new Set([...left].map((edge) => this.#walk.source(edge)))];
    for (const state of queue) distance[state] = 0;
    for (const state of queue) {
      for (const source of this.#before[state]!) {
        if (distance[source]! < FAR) continue;
        distance[source] = distance[state]! + 1;
        queue.push(source);
      }
    }
    return distance;
  }
}
