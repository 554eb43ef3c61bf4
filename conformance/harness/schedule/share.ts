// SPDX-License-Identifier: MIT
// A share of a graph's paths, for a run that has no time for all: every action, every two that can follow one another, what
// is asked for by name, and beyond that as many paths as are wanted, drawn by a seed.
import type { Path } from '../../../models/kit/index.ts';
import { Dice } from '../lockstep/engine/dice.ts';
import { sample } from '../lockstep/engine/generate.ts';
import { type Pair, pairOf, pairsOf, pairsOn } from './pairs.ts';
import { followed } from './shrink.ts';
import { Tree } from './tree.ts';
import { LONGEST, type Walk } from './walk.ts';

/** Which share. */
export interface ShareOptions {
  readonly seed: number;
  /** Paths that are drawn beside those that there is a reason for. */
  readonly drawn: number;
  /** Labels to be followed from an initial state, as far as the graph has them. */
  readonly traces?: readonly (readonly string[])[];
}

/** Paths that are not all. */
export interface Share {
  readonly paths: readonly Path[];
  /** The transitions of the model on them. */
  readonly transitions: number;
}

/** A share of the paths of a graph; it depends on nothing but graph and options. */
export function share<S>(walk: Walk<S>, { seed, drawn, traces = [] }: ShareOptions): Share {
  const [first = [], ...rest] = sample(seed, drawn + 1);
  const paths = [
    ...traces.map((labels) => toEnd(walk, longest(walk, labels))),
    ...meetingAllPairs(walk, new Dice(first)),
    ...rest.map((numbers) => drawnPath(walk, new Dice(numbers))),
  ].filter((path) => path.length > 0);
  const distinct = [...new Map(paths.map((path) => [path.join(), path])).values()];
  const taken = new Set(distinct.flat().flatMap((edge) => walk.taken(edge)));
  return { paths: distinct, transitions: taken.size };
}

/** The longest path under the first of these labels, from whichever initial state has it. */
function longest<S>(walk: Walk<S>, labels: readonly string[]): Path {
  let best: Path = [];
  for (let initial = 0; initial < walk.graph.initial; initial++) {
    const path = followed(walk, initial, labels);
    if (path.length > best.length) best = path;
  }
  return best;
}

/** Paths on which each two actions follow one another that do so anywhere in the graph. */
function meetingAllPairs<S>(walk: Walk<S>, dice: Dice): Path[] {
  const tree = new Tree(walk);
  const left = pairsOf(walk, tree);
  const paths: Path[] = [];
  // The deepest first: on the way to them lie many of the others.
  for (const [pair, [edge, next]] of [...left].reverse()) {
    if (!left.has(pair)) continue;
    const path = [...tree.pathTo(walk.source(edge)), edge, next];
    for (const met of pairsOn(walk, path)) left.delete(met);
    for (let more = newNext(walk, path, left, dice); more !== undefined; ) {
      left.delete(pairOf(walk, path.at(-1)!, more));
      path.push(more);
      more = newNext(walk, path, left, dice);
    }
    paths.push(toEnd(walk, path));
  }
  // A graph in which nothing follows anything has edges all the same.
  for (let initial = 0; paths.length === 0 && initial < walk.graph.initial; initial++)
    for (const edge of walk.open(initial)) paths.push(toEnd(walk, [edge]));
  return paths;
}

/** An edge by which a path meets a pair that none has met; undefined where there is none, or the path is long. */
function newNext<S>(
  walk: Walk<S>,
  path: Path,
  left: ReadonlyMap<Pair, unknown>,
  dice: Dice,
): number | undefined {
  const last = path.at(-1)!;
  if (path.length >= LONGEST) return undefined;
  const edges = walk.open(walk.graph.target[last]!);
  const fresh = edges.filter((edge) => left.has(pairOf(walk, last, edge)));
  return fresh.length === 0 ? undefined : dice.pick(fresh);
}

/** A path that numbers choose, until nothing is left to be done. */
function drawnPath<S>(walk: Walk<S>, dice: Dice): Path {
  const path: number[] = [];
  let state = dice.roll(walk.graph.initial);
  while (path.length < LONGEST) {
    const edges = walk.open(state);
    if (edges.length === 0) break;
    const edge = dice.pick(edges);
    path.push(edge);
    state = walk.graph.target[edge]!;
  }
  return toEnd(walk, path);
}

/** A path, and on from its end to the nearest state in which one may end, if there is such a state. */
export function toEnd<S>(walk: Walk<S>, path: Path): Path {
  const last = path.at(-1);
  if (last === undefined) return path;
  const from = walk.graph.target[last]!;
  const by = new Map<number, number>();
  const queue = [from];
  for (const state of queue) {
    if (walk.isEnd(state)) return [...path, ...back(walk, by, from, state)];
    for (const edge of walk.open(state)) {
      const target = walk.graph.target[edge]!;
      if (target === from || by.has(target)) continue;
      by.set(target, edge);
      queue.push(target);
    }
  }
  return path;
}

/** The edges from one state to another, by the edge that led to each. */
function back<S>(walk: Walk<S>, by: ReadonlyMap<number, number>, from: number, to: number): Path {
  const path: number[] = [];
  for (let state = to; state !== from; state = walk.source(path.at(-1)!)) path.push(by.get(state)!);
  return path.reverse();
}
