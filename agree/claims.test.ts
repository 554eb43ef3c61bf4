// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agrees, compareClaim } from './claims.ts';
import { distances, graphOf, graphs, renumbered } from './fixtures/graphs.ts';

const CHAIN = graphOf(
  [0],
  [
    [0, 'A', 1],
    [1, 'A', 2],
  ],
);
/** The same states, numbered from the end. */
const BACK = renumbered(CHAIN, [2, 1, 0]);

const compare = (model: readonly boolean[], tla: readonly boolean[]) =>
  compareClaim(CHAIN, BACK, { claim: 'C1', model, tla });

test('true of the same states, by whatever numbers', () => {
  const same = compare([true, true, false], [false, true, true]);
  expect(same).toEqual({ claim: 'C1', satisfying: { model: 2, tla: 2 }, first: null });
  expect(agrees(same)).toBe(true);
});

test('as many, and others', () => {
  const other = compare([true, true, false], [true, true, false]);
  expect(agrees(other)).toBe(false);
  expect(other).toEqual({
    ...{ claim: 'C1', satisfying: { model: 2, tla: 2 } },
    first: { path: [{ action: undefined, state: '0' }], model: true },
  });
  const late = compare([true, true, false], [true, true, true]);
  expect(late.first?.path.map(({ action, state }) => `${action} ${state}`)).toEqual([
    'undefined 0',
    'A 1',
    'A 2',
  ]);
  expect(late.first?.model).toBe(false);
});

test('a state that only one side has is counted', () => {
  const less = graphOf([0], [[0, 'A', 1]]);
  const counted = compareClaim(CHAIN, less, { claim: 'C1', model: [true, true, true], tla: [true, true] });
  expect(counted).toMatchObject({ satisfying: { model: 3, tla: 2 }, first: null });
  expect(agrees(counted)).toBe(false);
});

test('whatever the graph: a single change is found, by a shortest way', () => {
  const cases = graphs.chain((graph) => {
    const values = fc.array(fc.boolean(), { minLength: graph.states.length, maxLength: graph.states.length });
    return fc.tuple(fc.constant(graph), values, fc.nat(graph.states.length - 1));
  });
  fc.assert(
    fc.property(cases, ([graph, model, changed]) => {
      const tla = model.map((value, i) => (i === changed ? !value : value));
      const { first } = compareClaim(graph, graph, { claim: 'C1', model, tla });
      expect(first?.path.at(-1)?.state).toBe(graph.states[changed]);
      expect(first?.path).toHaveLength(distances(graph).get(changed)! + 1);
    }),
  );
});
