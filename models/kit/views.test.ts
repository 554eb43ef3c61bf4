// SPDX-License-Identifier: MIT
// Views behave as the plain data that they stand for.
// biome-ignore-all lint/suspicious/noAssignInExpressions: an arrow that assigns is the shortest body.
import { describe, expect, it } from 'vitest';
import { defineModel } from './model.ts';
import { arrayOf, bool, type DraftState, enumOf, int, mapOf, record, seqOf, setOf } from './schema.ts';

const FIELDS = {
  procs: arrayOf(2, record({ pc: enumOf('idle', 'busy'), held: seqOf(3, int(0, 9)), fds: setOf(3) })),
  queue: seqOf(3, enumOf('a', 'b', 'c')),
  wide: setOf(70),
  names: setOf('p', 'q', 'r'),
  entry: mapOf(['x', 'y'], mapOf(['s', 't'], int(0, 5))),
};
type Draft = DraftState<typeof FIELDS>;

/** The plain state after `body`. */
function stateAfter(body: (s: Draft) => void) {
  const model = defineModel({ name: 'views', state: FIELDS, init: (s) => void body(s), actions: {} });
  return JSON.parse(JSON.stringify(model.initials()[0]));
}

const IDLE = { pc: 'idle', held: [], fds: [] };

describe('records and maps', () => {
  it('can be assigned whole, and copied from one another', () => {
    const { procs, entry } = stateAfter((s) => {
      s.procs[0]!.held.push(1);
      s.procs[0] = { pc: 'busy', held: [4, 5], fds: new Set([2, 0]) };
      s.procs[1] = { ...s.procs[1]!, pc: 'busy' };
      s.entry.x = { s: 1, t: 2 };
      s.entry.y = s.entry.x;
      s.entry.x.s = 3;
    });
    expect(procs).toEqual([
      { pc: 'busy', held: [4, 5], fds: [0, 2] },
      { pc: 'busy', held: [], fds: [] },
    ]);
    expect(entry).toEqual({ x: { s: 3, t: 2 }, y: { s: 1, t: 2 } });
  });

  it('enumerate their fields and nothing else', () => {
    stateAfter((s) => {
      expect(Object.keys(s)).toEqual(Object.keys(FIELDS));
      s.entry.x.t = 4;
      expect(Object.entries(s.entry.x)).toEqual([
        ['s', 0],
        ['t', 4],
      ]);
      expect(JSON.stringify(s.procs)).toBe(JSON.stringify([IDLE, IDLE]));
    });
  });

  it('refuse what is not in the schema', () => {
    expect(() => stateAfter((s) => void Object.assign(s.entry.x, { u: 1 }))).toThrow(
      'views: init: TypeError',
    );
  });
});

describe('sequences and arrays', () => {
  it('are ordinary arrays while a body runs', () => {
    const { queue } = stateAfter((s) => {
      s.queue = ['a', 'b', 'c'];
      expect(s.queue.shift()).toBe('a');
      s.queue.splice(s.queue.indexOf('b'), 1);
      s.queue.unshift('b');
      expect(s.queue.at(-1)).toBe('c');
      expect([...s.queue, s.queue.length, s.queue.includes('a')]).toEqual(['b', 'c', 2, false]);
    });
    expect(queue).toEqual(['b', 'c']);
  });

  it('may grow beyond the bound on the way', () => {
    expect(
      stateAfter((s) => {
        s.queue.push('a', 'b', 'c', 'a');
        s.queue.length = 0;
      }).queue,
    ).toEqual([]);
  });

  it('are the same object throughout a step', () => {
    const { queue, procs } = stateAfter((s) => {
      const { queue: kept } = s;
      s.queue = ['a'];
      kept.push('b');
      const { held } = s.procs[1]!;
      s.procs[1]!.held = [7];
      held.push(8);
    });
    expect(queue).toEqual(['a', 'b']);
    expect(procs[1].held).toEqual([7, 8]);
  });
});

describe('sets', () => {
  it('beyond one word', () => {
    const { wide } = stateAfter((s) => {
      for (const i of [0, 31, 32, 63, 64, 69]) s.wide.add(i);
      expect(s.wide.delete(32)).toBe(true);
      expect(s.wide.delete(33)).toBe(false);
      expect([s.wide.size, s.wide.has(64), s.wide.has(65)]).toEqual([5, true, false]);
    });
    expect(wide).toEqual([0, 31, 63, 64, 69]);
  });

  it('are iterated in the order of their domain, and take over other sets', () => {
    const { names } = stateAfter((s) => {
      s.names.add('r');
      s.names.add('p');
      expect([...s.names]).toEqual(['p', 'r']);
      s.names = new Set([...s.names, 'q'] as const);
      s.names.delete('p');
    });
    expect(names).toEqual(['q', 'r']);
    expect(stateAfter((s) => s.names.clear()).names).toEqual([]);
  });
});

it('types: misspelt fields and values do not compile', () => {
  const model = defineModel({
    name: 'types',
    state: { tm: enumOf('init', 'done'), flag: bool },
    init() {},
    actions: {
      // @ts-expect-error: not a value of tm
      wrongValue: { params: [], run: (s) => void (s.tm = 'gone') },
      // @ts-expect-error: not a field
      wrongField: { params: [], run: (s) => void s.flags },
      // @ts-expect-error: a body is not asynchronous
      asynchronous: { params: [], run: async () => {} },
      right: { params: [['init', 'done']], run: (s, to) => void (s.tm = to) },
    },
  });
  expect(model.actions).toEqual(['wrongValue', 'wrongField', 'asynchronous', 'right']);
});
