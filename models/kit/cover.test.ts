// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { twoPhase } from '../../cli/bench/two-phase.ts';
import { type Cover, cover } from './cover.ts';
import { BLOCKED, defineModel, int } from './index.ts';
import { type Graph, transitionsOf } from './transitions.ts';

/** A graph from the targets of each state. */
function graph(targets: readonly (readonly number[])[], initial = 1): Graph {
  const first = new Int32Array(targets.length + 1);
  for (const [s, own] of targets.entries()) first[s + 1] = first[s]! + own.length;
  return { states: targets.length, initial, first, target: Int32Array.from(targets.flat()) };
}

/** Whether the edges of each path follow one another, from an initial state. */
function areWalks({ first, target, initial }: Graph, { paths }: Cover): boolean {
  const source = (edge: number) => first.findIndex((from, s) => from <= edge && edge < first[s + 1]!);
  return paths.every((path) => {
    return path.every((edge, i) =>
      i === 0 ? source(edge) < initial : source(edge) === target[path[i - 1]!],
    );
  });
}

const edgesOf = ({ paths }: Cover): number[] => [...new Set(paths.flat())].sort((a, b) => a - b);
const all = ({ target }: Graph): number[] => [...target.keys()];

const DIAMOND = graph([[1, 2], [3], [3], [4, 5], [], []]);
const RING = graph([[1], [2, 3], [0], []]);

test.each([
  ['a diamond', DIAMOND, 2],
  ['a ring with a way out', RING, 1],
  ['two rings', graph([[1], [0, 2], [3], [2]]), 2],
  ['two initial states', graph([[2], [2], [3], []], 2), 2],
])('%s is covered', (_, given, paths) => {
  const found = cover(given);
  expect(edgesOf(found)).toEqual(all(given));
  expect(areWalks(given, found)).toBe(true);
  expect(found).toMatchObject({ covered: given.target.length, unreached: [] });
  expect(found.paths).toHaveLength(paths);
});

test('every edge of a model is covered, by paths as few as can be told from its branches', () => {
  const model = transitionsOf(twoPhase(3));
  const found = cover(model);
  expect(edgesOf(found)).toEqual(all(model));
  expect(areWalks(model, found)).toBe(true);
  expect(found.paths.length).toBeLessThan(model.target.length / 3);
});

describe('edges that are not open', () => {
  test('are listed, and what is behind them', () => {
    const found = cover(DIAMOND, { isOpen: (edge) => edge !== 4 && edge !== 0 });
    expect(found).toMatchObject({ covered: 3, unreached: [0, 2, 4] });
    expect(found.paths).toEqual([[1, 3, 5]]);
  });

  test('nothing is covered where the first is not', () => {
    const found = cover(graph([[1], [1]]), { isOpen: (edge) => edge !== 0 });
    expect(found).toEqual({ paths: [], covered: 0, unreached: [0, 1] });
  });
});

test('a path goes on until it may end', () => {
  const chain = graph([[1, 3], [2], [3], []]);
  const ends = cover(chain, { isEnd: (state) => state === 3 }).paths.map(
    (path) => chain.target[path.at(-1)!],
  );
  expect(ends).toEqual([3, 3]);
  const ring = cover(RING, { isEnd: (state) => state === 0, longest: 2 });
  expect(ring.paths[0]).toEqual([0, 1, 3]);
});

test('a long walk is cut', () => {
  const long = graph([...Array.from({ length: 50 }, (_, s) => [s + 1, 0]), []]);
  const found = cover(long, { longest: 60 });
  expect(edgesOf(found)).toEqual(all(long));
  expect(Math.max(...found.paths.map((path) => path.length))).toBeLessThanOrEqual(60);
});

test('a graph has the labels and states of its model, in the order of the search', () => {
  const counter = defineModel({
    name: 'counter',
    state: { n: int(0, 2) },
    init: () => undefined,
    actions: {
      Up: {
        params: [[1, 2]],
        run(s, by) {
          if (s.n + by > 2) return BLOCKED;
          s.n += by;
          return undefined;
        },
      },
    },
  });
  const found = transitionsOf(counter);
  expect([...found.first]).toEqual([0, 2, 3, 3]);
  expect([...found.target]).toEqual([1, 2, 2]);
  expect([0, 1, 2].map((edge) => found.label(edge).text)).toEqual(['Up(1)', 'Up(2)', 'Up(1)']);
  expect(found.label(1)).toMatchObject({ action: 'Up', params: [2] });
  expect(found.state(1)).toEqual({ n: 1 });
  expect(() => transitionsOf(counter, { states: 2 })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});
