// SPDX-License-Identifier: MIT
// Which actions can follow one another: each by whom and on what it is, as in its label.
import type { Path } from '../../../models/kit/index.ts';
import type { Tree } from './tree.ts';
import type { Walk } from './walk.ts';

/** Two labels, one after the other, as a number. */
export type Pair = number;

/** More than there are labels. */
const MANY = 2 ** 20;

/** The pair of two edges, one after the other. */
export function pairOf<S>(walk: Walk<S>, edge: number, next: number): Pair {
  return walk.labelNumber(edge) * MANY + walk.labelNumber(next);
}

/** The pairs on a path. */
export function pairsOn<S>(walk: Walk<S>, path: Path): Pair[] {
  return path.slice(1).map((edge, i) => pairOf(walk, path[i]!, edge));
}

/**
 * Each pair that the graph has, with two edges that are nearest to an initial state; the nearest pairs first. The tree has met
 * every state then.
 */
export function pairsOf<S>(walk: Walk<S>, tree: Tree<S>): Map<Pair, readonly [edge: number, next: number]> {
  const found = new Map<Pair, readonly [number, number]>();
  for (const state of tree.states()) {
    for (const edge of walk.open(state)) {
      for (const next of walk.open(walk.graph.target[edge]!)) {
        const pair = pairOf(walk, edge, next);
        if (!found.has(pair)) found.set(pair, [edge, next]);
      }
    }
  }
  return found;
}
