// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareGraphs, type Difference } from './compare.ts';
import { arrowsOf, distances, graphOf, graphs, renumbered, trimmed } from './fixtures/graphs.ts';
import type { Graph } from './graph.ts';

type Steps = Extract<Difference, { kind: 'steps' }>;

function steps(left: Graph, right: Graph): Steps {
  const difference = compareGraphs(left, right);
  if (difference?.kind !== 'steps') throw new Error(`the steps do not differ: ${difference?.kind}`);
  return difference;
}

const shown = (path: Steps['path']) =>
  path.map(({ action, state }) => `${action ?? 'init'} ${state}`).join(', ');

/** A diamond with a tail: 3 is two steps from 0 by either side, and 4 is beyond it. */
const DIAMOND = [
  [0, 'Left', 1],
  [0, 'Right', 2],
  [1, 'Right', 3],
  [2, 'Left', 3],
  [3, 'Tail', 4],
] as const;

describe('the same', () => {
  test('a graph is that with its states in another order', () => {
    const graph = graphOf([0], DIAMOND);
    expect(compareGraphs(graph, renumbered(graph, [4, 2, 0, 3, 1]))).toBeUndefined();
  });

  test('whatever the graph and the order', () => {
    const cases = graphs.chain((graph) => {
      const all = [...graph.states.keys()];
      return fc.tuple(fc.constant(graph), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    fc.assert(fc.property(cases, ([g, order]) => compareGraphs(g, renumbered(g, order)) === undefined));
  });
});

describe('a step more or less', () => {
  test('is found at the end of a shortest path, with what both have', () => {
    const right = graphOf([0], [...DIAMOND, [3, 'Back', 0]]);
    expect(steps(graphOf([0], DIAMOND), right)).toEqual({
      kind: 'steps',
      variables: ['x'],
      path: [
        { action: undefined, state: '0' },
        { action: 'Left', state: '1' },
        { action: 'Right', state: '3' },
      ],
      onlyLeft: [],
      onlyRight: [{ action: 'Back', state: '0' }],
      both: [{ action: 'Tail', state: '4' }],
    });
  });

  test('of several differences the nearest is shown', () => {
    const chain = [...DIAMOND, [0, 'Far', 5]] as const;
    const left = graphOf([0], [...chain, [4, 'Deep', 0]]);
    const right = graphOf([0], [...chain, [5, 'Near', 0], [4, 'Other', 0]]);
    expect(shown(steps(left, right).path)).toBe('init 0, Far 5');
  });

  test('from the nearest of several initial states', () => {
    const left = graphOf(
      [0, 2],
      [
        [0, 'A', 1],
        [1, 'A', 3],
        [2, 'B', 3],
      ],
    );
    const right = graphOf(
      [0, 2],
      [
        [0, 'A', 1],
        [1, 'A', 3],
        [2, 'B', 3],
        [3, 'C', 0],
      ],
    );
    expect(shown(steps(left, right).path)).toBe('init 2, B 3');
  });

  test('an action of another name is a difference of its own', () => {
    const left = graphOf([0], [[0, 'A', 1]]);
    const right = graphOf([0], [[0, 'B', 1]]);
    const { onlyLeft, onlyRight, both } = steps(left, right);
    expect([onlyLeft, onlyRight, both]).toEqual([
      [{ action: 'A', state: '1' }],
      [{ action: 'B', state: '1' }],
      [],
    ]);
  });

  test('a state that only one side has is a step that only that side has', () => {
    const left = graphOf([0], [[0, 'A', 1]]);
    const right = graphOf([0], [[0, 'A', 1]], ['0', 'other']);
    expect(steps(left, right)).toMatchObject({
      onlyLeft: [{ action: 'A', state: '1' }],
      onlyRight: [{ action: 'A', state: 'other' }],
    });
  });

  test('whatever arrow is removed or added: it is found, by a shortest path, on its side', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (graph, choice) => {
        const arrows = arrowsOf(graph);
        const arrow = arrows[choice % arrows.length];
        fc.pre(arrow !== undefined);
        const others = arrows.filter((one) => one.join() !== arrow.join());
        const less = trimmed(graphOf(graph.initial, others, graph.states));
        const expected = {
          onlyLeft: [{ action: arrow[1], state: graph.states[arrow[2]] }],
          onlyRight: [],
        };
        const removed = steps(graph, less);
        expect(removed).toMatchObject(expected);
        expect(removed.path).toHaveLength(distances(graph).get(arrow[0])! + 1);
        expect(removed.path.at(-1)?.state).toBe(graph.states[arrow[0]]);
        const added = steps(less, graph);
        expect([added.onlyRight, added.onlyLeft]).toEqual([expected.onlyLeft, expected.onlyRight]);
        expect(added.path).toHaveLength(removed.path.length);
      }),
    );
  });

  test('each path is one that both graphs have', () => {
    fc.assert(
      fc.property(graphs, graphs, (left, right) => {
        const difference = compareGraphs(left, right);
        fc.pre(difference?.kind === 'steps');
        for (const graph of [left, right]) {
          const [first, ...rest] = difference.path.map(({ state }) => graph.numbers.get(state)!);
          expect(graph.initial).toContain(first);
          for (const [i, to] of rest.entries()) {
            const from = graph.numbers.get(difference.path[i]!.state)!;
            expect(graph.steps[from]).toContainEqual({ action: difference.path[i + 1]!.action, to });
          }
        }
      }),
    );
  });
});

describe('what comes before the steps', () => {
  const graph = graphOf([0], [[0, 'A', 1]]);

  test('other variables', () => {
    expect(compareGraphs(graph, { ...graph, variables: ['x', 'y'] })).toEqual({
      ...{ kind: 'variables', left: ['x'], right: ['x', 'y'] },
    });
  });

  test('other initial states, also where one is missing', () => {
    const right = graphOf([0, 1], [[0, 'A', 1]]);
    const expected = { kind: 'initial', variables: ['x'], onlyLeft: [], onlyRight: ['1'] };
    expect(compareGraphs(graph, right)).toEqual(expected);
    expect(compareGraphs(right, graph)).toEqual({ ...expected, onlyLeft: ['1'], onlyRight: [] });
  });

  test.each(['left', 'right'] as const)('two states with the same text, %s', (side) => {
    const twice = graphOf(
      [0],
      [
        [0, 'A', 1],
        [1, 'A', 2],
      ],
      ['a', 'b', 'b'],
    );
    const once = graphOf(
      [0],
      [
        [0, 'A', 1],
        [1, 'A', 1],
      ],
      ['a', 'b'],
    );
    const difference = side === 'left' ? compareGraphs(twice, once) : compareGraphs(once, twice);
    expect(difference).toEqual({ kind: 'not injective', variables: ['x'], side, state: 'b' });
  });
});
