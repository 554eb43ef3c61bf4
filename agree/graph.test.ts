// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { walkGraph } from '../models/kit/index.ts';
import type { StateGraph as TlcGraph } from '../tla/runner/dot.ts';
import { LEASE } from '../verdicts/fixtures/lease.ts';
import { compareGraphs } from './compare.ts';
import { countEdges, fromModel, fromTlc } from './graph.ts';

const MODEL = walkGraph(LEASE.variant('proposed', 'alone').model);

/** What TLC would dump: its variables and its fingerprints in an order of their own. */
function dumped(): TlcGraph {
  const id = (i: number) => String(-7 * i - 1);
  const values = (i: number) => {
    const named = MODEL.variables.map((name, v) => [name, MODEL.states[i]![v]!] as const);
    return Object.fromEntries(named.reverse());
  };
  const numbers = [...MODEL.states.keys()].reverse();
  return {
    initial: MODEL.initial.map(id),
    states: new Map(numbers.map((i) => [id(i), values(i)])),
    edges: MODEL.edges.map(([from, action, to]) => [id(from), action, id(to)] as const),
  };
}

test('the explorer and TLC give the same graph, in whatever order', () => {
  expect(compareGraphs(fromModel(MODEL), fromTlc(dumped()))).toBeUndefined();
});

test('a state is its values in the order of the variables by code unit', () => {
  const graph = fromModel({ ...MODEL, variables: ['b', 'a', 'Z'] });
  expect(graph.variables).toEqual(['Z', 'a', 'b']);
  expect(graph.states[0]).toBe('[c1 |-> "none"]\n[c1 |-> "enter"]\n"none"');
  expect(fromModel(MODEL).states[0]).toBe('"none"\n[c1 |-> "enter"]\n[c1 |-> "none"]');
});

test('edges are counted', () => {
  expect(countEdges(fromModel(MODEL))).toBe(2);
  expect(countEdges(fromTlc(dumped()))).toBe(2);
});

test('a mapping that forgets a variable is found not to be injective', () => {
  const blind = { ...MODEL, states: MODEL.states.map(([owner, , ret]) => [owner!, '_', ret!]) };
  expect(compareGraphs(fromModel(blind), fromModel(blind))).toMatchObject({
    kind: 'not injective',
    side: 'left',
    state: '"none"\n_\n[c1 |-> "none"]',
  });
});

test('a dump without states has no variables', () => {
  const none = fromTlc({ initial: [], states: new Map(), edges: [] });
  expect(compareGraphs(fromModel(MODEL), none)?.kind).toBe('variables');
});
