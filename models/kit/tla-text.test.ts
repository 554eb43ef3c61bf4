// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { twoPhase } from '../../cli/bench/two-phase.ts';
import { walkGraph } from './graph.ts';
import { defineModel } from './model.ts';
import { arrayOf, bool, enumOf, int, mapOf, opt, record, seqOf, setOf } from './schema.ts';
import { toTla } from './tla-text.ts';

const everything = defineModel({
  name: 'everything',
  state: {
    text: enumOf('plain', 'a "quoted" \\ one'),
    truth: bool,
    number: int(-3, 3),
    owner: opt(enumOf('p')),
    holder: opt(record({ task: enumOf('p', 'q'), fds: setOf(3) })),
    left: opt(record({ task: enumOf('p', 'q') })),
    pairs: setOf(record({ y: int(0, 9), x: enumOf('b', 'a') })),
    tuple: arrayOf(2, int(0, 9)),
    queue: seqOf(2, record({ y: bool, x: int(0, 1) })),
    indices: setOf(12),
    names: setOf('b', 'B', 'a'),
    entry: mapOf(['t', 'S'], seqOf(1, enumOf('n'))),
    nothing: mapOf([], bool),
  },
  init(s) {
    s.text = 'a "quoted" \\ one';
    s.number = -2;
    s.holder = { task: 'q', fds: new Set([2, 0]) };
    s.pairs.add({ y: 9, x: 'a' });
    s.pairs.add({ y: 2, x: 'b' });
    s.tuple[1] = 7;
    s.queue.push({ y: true, x: 1 });
    s.indices = new Set([10, 2, 9]);
    s.names = new Set(['a', 'b', 'B']);
    s.entry.t = ['n'];
  },
  actions: {},
});

it('writes each kind of value in its canonical form', () => {
  expect(toTla(everything, everything.initials()[0]!)).toEqual({
    text: '"a \\"quoted\\" \\\\ one"',
    truth: 'FALSE',
    number: '-2',
    owner: '"none"',
    holder: '[fds |-> {0, 2}, task |-> "q"]',
    left: '"none"',
    pairs: '{[x |-> "a", y |-> 9], [x |-> "b", y |-> 2]}',
    tuple: '<<0, 7>>',
    queue: '<<[x |-> 1, y |-> TRUE]>>',
    indices: '{10, 2, 9}',
    names: '{"B", "a", "b"}',
    entry: '[S |-> <<>>, t |-> <<"n">>]',
    nothing: '<<>>',
  });
});

it('tells all states of two-phase commit apart', () => {
  const graph = walkGraph(twoPhase(3));
  expect(graph.variables).toEqual(['rmState', 'tmState', 'tmPrepared', 'msgs']);
  expect(graph.states.length).toBe(288);
  expect(new Set(graph.states.map((state) => state.join('\n'))).size).toBe(288);
  expect(graph.initial).toEqual([0]);
  expect(graph.edges.length).toBe(994);
  expect(new Set(graph.edges.map(String)).size).toBe(994);
});

it('refuses to cut a graph short', () => {
  expect(() => walkGraph(twoPhase(3), { states: 100 })).toThrow(
    'two-phase-3: its graph exceeds the limit on states',
  );
});
