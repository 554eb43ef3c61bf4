// SPDX-License-Identifier: MIT
// Views behave as the plain data that they stand for.
// biome-ignore-all lint/suspicious/noAssignInExpressions: an arrow that assigns is the shortest body.
import { describe, expect, it } from 'vitest';
import { BLOCKED } from './definition.ts';
import { explore } from './explore.ts';
import { defineModel, type StateOf } from './model.ts';
import { always, alwaysStep } from './property.ts';
import {
  arrayOf,
  bool,
  type Draft,
  type DraftState,
  enumOf,
  int,
  mapOf,
  opt,
  type Plain,
  record,
  seqOf,
  setOf,
} from './schema.ts';

const FIELDS = {
  procs: arrayOf(2, record({ pc: enumOf('idle', 'busy'), held: seqOf(3, int(0, 9)), fds: setOf(3) })),
  queue: seqOf(3, enumOf('a', 'b', 'c')),
  wide: setOf(70),
  names: setOf('p', 'q', 'r'),
  entry: mapOf(['x', 'y'], mapOf(['s', 't'], int(0, 5))),
  held: opt(record({ who: enumOf('p', 'q'), fds: seqOf(2, int(0, 3)) })),
  jobs: arrayOf(2, opt(record({ who: enumOf('p', 'q') }))),
  edges: setOf(record({ from: enumOf('p', 'q'), to: opt(int(0, 2)) })),
};
type State = DraftState<typeof FIELDS>;

/** The plain state after `body`. */
function stateAfter(body: (s: State) => void) {
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

describe('optional records', () => {
  it('are null first, and null again', () => {
    const { held, jobs } = stateAfter((s) => {
      expect([s.held, ...s.jobs]).toEqual([null, null, null]);
      s.held = { who: 'p', fds: [1] };
      s.jobs[1] = { who: 'q' };
      s.jobs[0] = { who: 'p' };
      s.jobs[0] = null;
    });
    expect(held).toEqual({ who: 'p', fds: [1] });
    expect(jobs).toEqual([null, { who: 'q' }]);
    const back = stateAfter((s) => {
      s.held = { who: 'p', fds: [] };
      s.held = null;
    });
    expect(back.held).toBe(null);
  });

  it('can be changed in place, in one step after the other', () => {
    const model = defineModel({
      name: 'in place',
      state: { held: opt(record({ who: enumOf('p', 'q'), fds: seqOf(2, int(0, 3)) })) },
      init: (s) => void (s.held = { who: 'p', fds: [] }),
      actions: {
        push: {
          params: [],
          run(s) {
            if (s.held === null || s.held.fds.length === 2) return BLOCKED;
            s.held.fds.push(s.held.fds.length);
            s.held.who = 'q';
            return undefined;
          },
        },
        drop: {
          params: [],
          run(s) {
            if (s.held?.fds.length !== 2) return BLOCKED;
            s.held = null;
            return undefined;
          },
        },
      },
    });
    const found = explore(model, {
      properties: [always('short', ({ held }) => held === null || held.fds.length < 2)],
    });
    expect(found.distinct).toBe(4);
    expect(found.verdicts[0]).toMatchObject({
      trace: {
        steps: [{ state: { held: { who: 'q', fds: [0] } } }, { state: { held: { who: 'q', fds: [0, 1] } } }],
      },
    });
  });

  it('that were looked at keep no part of the state', () => {
    // The first body puts an equal view in the place of the value, and is not enabled; the second must not see it.
    const task = record({ n: int(0, 3) });
    const model = defineModel({
      name: 'alias',
      state: { best: opt(task), seen: int(0, 3), tasks: arrayOf(1, task) },
      init: (s) => void (s.best = { n: 0 }),
      actions: {
        look: {
          params: [],
          run(s) {
            s.best = s.tasks[0]!;
            return BLOCKED;
          },
        },
        step: {
          params: [],
          run(s) {
            s.tasks[0]!.n = 2;
            s.seen = s.best!.n;
          },
        },
      },
    });
    expect(() => model.successors(model.initials()[0]!)).toThrow(
      'best is assigned another part of the state',
    );
  });
});

describe('sets of records', () => {
  it('are sets by value, in the order of their domain', () => {
    const { edges } = stateAfter((s) => {
      s.edges.add({ from: 'q', to: 1 });
      s.edges.add({ from: 'q', to: 1 });
      s.edges.add({ from: 'p', to: null });
      expect(s.edges.has({ to: 1, from: 'q' })).toBe(true);
      expect(s.edges.has({ from: 'p', to: 1 })).toBe(false);
      expect(s.edges.size).toBe(2);
      expect([...s.edges].map(({ from }) => from)).toEqual(['p', 'q']);
      s.edges = new Set([...s.edges, { from: 'q' as const, to: null }]);
      expect(s.edges.delete({ from: 'q', to: 1 })).toBe(true);
    });
    expect(edges).toEqual([
      { from: 'p', to: null },
      { from: 'q', to: null },
    ]);
  });
});

describe('one record for each task', () => {
  const task = record({
    pc: enumOf('idle', 'asleep', 'done'),
    rest: seqOf(3, enumOf('s', 't')),
    flags: setOf('A', 'B'),
    fd: opt(record({ ino: int(0, 3), via: record({ depth: int(0, 2), path: seqOf(2, int(0, 9)) }) })),
    owes: setOf(record({ to: enumOf('c1', 'c2'), n: int(0, 1) })),
  });
  const state = { task: mapOf(['c1', 'c2'], task), turn: enumOf('c1', 'c2') };

  /** Helpers over a part of the state have types, and need no `any`. */
  function sleep(t: Draft<typeof task>, ino: number): void {
    t.pc = 'asleep';
    t.rest.shift();
    t.flags.add('A');
    t.fd = { ino, via: { depth: 1, path: [ino] } };
    t.owes.add({ to: 'c2', n: 1 });
  }
  const isAsleep = (t: Plain<typeof task>): boolean => t.pc === 'asleep' && t.fd?.via.path[0] === t.fd?.ino;

  it('is changed, compared and read as a whole', () => {
    const model = defineModel({
      name: 'tasks',
      state,
      init(s) {
        for (const t of Object.values(s.task)) t.rest.push('s', 't');
      },
      actions: {
        Sleep: {
          params: [
            ['c1', 'c2'],
            [1, 2],
          ],
          run(s, p, ino) {
            if (isAsleep(s.task[p])) return BLOCKED;
            sleep(s.task[p], ino);
            s.turn = p;
            return undefined;
          },
        },
        Swap: {
          params: [],
          run(s) {
            const kept = structuredClone(JSON.parse(JSON.stringify(s.task.c1)));
            s.task.c1 = s.task.c2;
            s.task.c2 = { ...kept, flags: new Set(kept.flags), owes: new Set(kept.owes) };
          },
        },
      },
    });
    const found = explore(model, {
      properties: [
        always(
          'true of both',
          (s: StateOf<typeof model>) => !isAsleep(s.task.c1) || s.task.c1.rest.length === 1,
        ),
        alwaysStep('one at a time', (before, { action }, after) => {
          const changed = (['c1', 'c2'] as const).filter((p) => before.task[p].pc !== after.task[p].pc);
          return action === 'Swap' || changed.length === 1;
        }),
      ],
    });
    expect(found.verdicts.map(({ kind }) => kind)).toEqual(['holds', 'holds']);
    // Each task is awake, or asleep on 1 or 2; turn is that of the last one to fall asleep, c1 before that.
    expect(found.distinct).toBe(17);
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
