// SPDX-License-Identifier: MIT
// What a walked graph has beside its states and edges: who takes a step, and what properties are worth in each state.
import { expect, test } from 'vitest';
import { BLOCKED } from './definition.ts';
import { walkGraph } from './graph.ts';
import { defineModel } from './model.ts';
import { always, alwaysStep, noDeadlock, reachable } from './property.ts';
import { int } from './schema.ts';

/** Two tasks count up to three, and 3 is the end. */
const model = defineModel({
  name: 'counter',
  state: { n: int(0, 3) },
  init() {},
  actions: {
    Add: {
      params: [
        ['c1', 'c2'],
        [1, 2],
      ],
      run(s, _task, by) {
        if (s.n + by > 3) return BLOCKED;
        s.n += by;
        return undefined;
      },
    },
    Reset: {
      params: [],
      run(s) {
        if (s.n !== 1) return BLOCKED;
        s.n = 0;
        return undefined;
      },
    },
  },
});

test('an edge stands once for each actor that takes it, and once without actors', () => {
  const { edges, taken } = walkGraph(model);
  expect(edges.filter(([from]) => from === 0)).toEqual([
    [0, 'Add', 1],
    [0, 'Add', 2],
  ]);
  expect(taken.filter(([from]) => from < 2)).toEqual([
    [0, 'Add', 1, '"c1"'],
    [0, 'Add', 2, '"c1"'],
    [0, 'Add', 1, '"c2"'],
    [0, 'Add', 2, '"c2"'],
    [1, 'Add', 2, '"c1"'],
    [1, 'Add', 3, '"c1"'],
    [1, 'Add', 2, '"c2"'],
    [1, 'Add', 3, '"c2"'],
    [1, 'Reset', 0, undefined],
  ]);
});

test('properties of states are judged in each state; those of steps are not', () => {
  const properties = [
    always<{ n: number }>('small', ({ n }) => n < 2),
    alwaysStep<{ n: number }>('grows', () => true),
    reachable<{ n: number }>('three', ({ n }) => n === 3),
    noDeadlock('goes on'),
  ];
  const { states, values } = walkGraph(model, {}, properties);
  expect(states).toEqual([['0'], ['1'], ['2'], ['3']]);
  expect(values).toEqual([
    [true, true, false, false],
    undefined,
    [false, false, false, true],
    [true, true, true, false],
  ]);
});
