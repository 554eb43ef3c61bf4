// SPDX-License-Identifier: MIT
// Two tasks that add one, each in one step, on a kernel that reads, may sleep, and writes.
import { expect, test } from 'vitest';
import { BLOCKED, bool, defineModel, enumOf, int, type Label, mapOf } from '../../../models/kit/index.ts';
import type { Op, SequenceResult, Settled } from '../protocol/types.ts';
import { counting, isMet, passes, placesSeen, trials } from './atomicity.ts';
import { meetings } from './meetings.ts';
import type { Acted, Scene } from './scene.ts';
import { Walk } from './walk.ts';

const TASKS = ['a', 'b'] as const;
const NUMBER = { a: 0, b: 1 } as const;
const LOOKER = 9;

const model = defineModel({
  name: 'adders',
  state: { sum: int(0, 2), done: mapOf(TASKS, bool) },
  init: () => undefined,
  actions: {
    Add: {
      params: [TASKS],
      run(s, p) {
        if (s.done[p]) return BLOCKED;
        s.sum += 1;
        s.done[p] = true;
        return undefined;
      },
    },
  },
});
type Adders = ReturnType<typeof model.plain>;

const show = () => ({ a: 'idle', b: 'idle' }) as const;

/** Each task makes one call, whose number is 1. */
const CALLERS = {
  tasks: NUMBER,
  setUp: () => TASKS.map((p): Op => ({ op: 'spawn', task: NUMBER[p], flags: 0 })),
  act: (_: unknown, { params }: Label): Acted => {
    const p = params[0] as (typeof TASKS)[number];
    return { ops: [{ op: 'call', task: NUMBER[p], nr: 1, args: [] }], events: [`${p} returned OK`] };
  },
  show,
  isOneOnKernel: () => false,
  isAttackers: () => false,
  observed: <S>(state: S) => state,
};

const SCENE: Scene<Adders> = {
  ...CALLERS,
  model,
  probe: ({ sum }) => [
    {
      name: 'the sum',
      ops: [{ op: 'call', task: LOOKER, nr: 2, args: [] }],
      events: [`t${LOOKER} sum ${sum}`],
      show: show(),
    },
  ],
  read: ({ nr }, { value }) => (nr === 2 ? `sum ${value}` : 'returned OK'),
};

/** Each adder may sleep once: before it reads, or between that and the write. */
function kernel(ops: readonly Op[], isAtomic: boolean): SequenceResult {
  let sum = 0n;
  const armed = new Set<number>();
  const parked = new Map<number, { readonly op: number; readonly read: bigint }>();
  const settled: Settled[] = [];
  for (const [at, op] of ops.entries()) {
    const returned: Settled['returned'][number][] = [];
    const finish = (task: number, number: number, read: bigint) => {
      sum = (isAtomic ? sum : read) + 1n;
      returned.push({ task, op: number, value: 0n, out: [] });
    };
    if (op.op === 'arm') armed.add(op.task);
    else if (op.op === 'call' && op.nr === 2) returned.push({ task: op.task, op: at, value: sum, out: [] });
    else if (op.op === 'call') {
      if (armed.has(op.task)) parked.set(op.task, { op: at, read: sum });
      else finish(op.task, at, sum);
    } else if (op.op === 'release') {
      const held = parked.get(op.task);
      if (held === undefined) return { settled, fault: `not-parked: op ${at}, task ${op.task}` };
      parked.delete(op.task);
      finish(op.task, held.op, held.read);
    }
    const stands = [...parked.keys()].map((task) => ({ task, point: '@load' }));
    settled.push({ returned, blocked: [], parked: stands, died: [], signals: [], spawned: [] });
  }
  return { settled };
}

const PLACE = { name: '@load', nth: 1, after: 0, ofPoint: false };

const walk = new Walk(SCENE);
const met = meetings(walk);

test('each two tasks meet, and the places of a step are counted', () => {
  expect(met.map(({ step, other }) => `${step.task} ${walk.labels([other])}`).sort()).toEqual([
    'a Add(b)',
    'b Add(a)',
  ]);
  for (const { step } of met) {
    const schedule = counting(walk, step);
    expect(placesSeen(walk, step, schedule, kernel(schedule.ops, true))).toEqual([PLACE]);
  }
});

test('a place right before a point is that of the point', () => {
  const { step } = met[0]!;
  const schedule = counting(walk, step);
  const { settled } = kernel(schedule.ops, true);
  const task = NUMBER[step.task as (typeof TASKS)[number]];
  // Instead of returning, it stops at the next step.
  const stops = settled.map((one) =>
    one.returned.length === 0
      ? one
      : { ...one, returned: [], parked: [...one.parked, { task, point: 'adders.next' }] },
  );
  expect(placesSeen(walk, step, schedule, { settled: stops })).toEqual([{ ...PLACE, ofPoint: true }]);
});

test('what another task does while one is parked is no place more', () => {
  const { step } = met[0]!;
  const { ops, legs, ...rest } = counting(walk, step);
  const at = ops.findIndex(({ op }) => op === 'release');
  const look: Op = { op: 'call', task: LOOKER, nr: 2, args: [] };
  const more = {
    ...rest,
    ops: [...ops.slice(0, at), look, ...ops.slice(at)],
    legs: legs.flatMap((leg) => {
      const later = { ...leg, to: leg.to + 1 };
      return leg.to < at ? [leg] : leg.to === at ? [leg, { ...later, name: 'look' }] : [later];
    }),
  };
  expect(placesSeen(walk, step, more, kernel(more.ops, true))).toEqual([PLACE]);
});

test('a step that sleeps before it acts is atomic, and one that sleeps in between is not', () => {
  const tried = met.flatMap((meeting) => trials(walk, meeting, PLACE));
  expect(tried.length).toBeGreaterThan(0);
  for (const trial of tried) {
    expect(isMet(walk, trial, kernel(trial.schedule.ops, true))).toBe(true);
    expect(passes(walk, trial, kernel(trial.schedule.ops, true))).toBe(true);
    expect(passes(walk, trial, kernel(trial.schedule.ops, false))).toBe(false);
  }
});

test('a run that is not whole is no pass', () => {
  const [trial] = trials(walk, met[0]!, PLACE);
  const result = kernel(trial!.schedule.ops, true);
  expect(passes(walk, trial!, { ...result, settled: result.settled.slice(0, -1) })).toBe(false);
});

test('a task that is parked elsewhere was not where it was to be', () => {
  const [trial] = trials(walk, met[0]!, { ...PLACE, name: '@store' });
  expect(isMet(walk, trial!, kernel(trial!.schedule.ops, true))).toBe(false);
});

/** Two tasks that take a lock and keep it: the step of one makes that of the other impossible. */
const holders = defineModel({
  name: 'holders',
  state: { holder: enumOf('none', ...TASKS) },
  init: () => undefined,
  actions: {
    Take: {
      params: [TASKS],
      run(s, p) {
        if (s.holder !== 'none') return BLOCKED;
        s.holder = p;
        return undefined;
      },
    },
  },
});

const LOCKED: Scene<ReturnType<typeof holders.plain>> = {
  ...CALLERS,
  model: holders,
  read: () => 'returned OK',
  probe: () => [],
};

/** Where a kernel parks the taker of the lock: before it has it, or after; or it has no lock. */
type Parks = 'before' | 'after' | 'unlocked';

function lockKernel(ops: readonly Op[], parks: Parks): SequenceResult {
  let holder: number | undefined;
  const armed = new Set<number>();
  const parked = new Map<number, number>();
  const blocked = new Set<number>();
  const settled: Settled[] = [];
  for (const [at, op] of ops.entries()) {
    const returned: Settled['returned'][number][] = [];
    const take = (task: number, number: number) => {
      if (parks !== 'unlocked' && holder !== undefined && holder !== task) blocked.add(task);
      else {
        holder = task;
        returned.push({ task, op: number, value: 0n, out: [] });
      }
    };
    if (op.op === 'arm') armed.add(op.task);
    else if (op.op === 'call' && armed.has(op.task)) {
      if (parks === 'after') holder = op.task;
      parked.set(op.task, at);
    } else if (op.op === 'call') take(op.task, at);
    else if (op.op === 'release') {
      const number = parked.get(op.task)!;
      parked.delete(op.task);
      take(op.task, number);
    }
    settled.push({
      ...{ returned, died: [], signals: [], spawned: [] },
      blocked: [...blocked],
      parked: [...parked.keys()].map((task) => ({ task, point: '@lock' })),
    });
  }
  return { settled };
}

test.each([
  ['before', 'step'],
  ['after', 'other'],
] as const)('who parks %s it has the lock: of the two the %s waits', (parks, waits) => {
  const held = new Walk(LOCKED);
  for (const meeting of meetings(held)) {
    const tried = trials(held, meeting, { ...PLACE, name: '@lock' });
    const passing = tried.filter((one) => passes(held, one, lockKernel(one.schedule.ops, parks)));
    const calls = passing.map((one) => one.schedule.ops[one.waits!]!);
    const task = held.scene.tasks[meeting.step.task];
    expect(calls).toEqual([expect.objectContaining({ op: 'call' })]);
    expect(calls.some((op) => 'task' in op && op.task === task)).toBe(waits === 'step');
  }
});

test('that nobody waits for a lock is no order of the two', () => {
  const held = new Walk(LOCKED);
  const tried = meetings(held).flatMap((meeting) => trials(held, meeting, { ...PLACE, name: '@lock' }));
  expect(tried.length).toBeGreaterThan(0);
  for (const one of tried) expect(passes(held, one, lockKernel(one.schedule.ops, 'unlocked'))).toBe(false);
});
