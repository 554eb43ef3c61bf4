// SPDX-License-Identifier: MIT
// Two tasks and a lock, walked on a kernel that is simulated: what the lane finds, and what it does not.
import { describe, expect, test } from 'vitest';
import { BLOCKED, bool, defineModel, enumOf, mapOf, range } from '../../../models/kit/index.ts';
import { type LaneOutcome, toRow } from '../../report/rows.ts';
import { showScheduleFailure } from '../../report/schedule-diagram.ts';
import { scheduleTitle } from '../../report/schedule-title.ts';
import type { Op, SequenceResult, Settled } from '../protocol/types.ts';
import type { Crash, Target } from '../target.ts';
import { ScheduleLane } from './lane.ts';
import type { Scene } from './scene.ts';
import type { Show } from './view.ts';
import { Walk } from './walk.ts';

const TASKS = ['a', 'b'] as const;
type Task = (typeof TASKS)[number];
interface Locks {
  readonly held: boolean;
  readonly pc: Readonly<Record<Task, 'out' | 'at' | 'in' | 'done'>>;
}

/** What a kernel may do otherwise than the model. */
interface Faults {
  readonly ignoresLock?: boolean;
  readonly keepsLock?: boolean;
  readonly picks?: number;
}

/** Each task comes to the lock, takes it if it is free, and may give it back or keep it: `choose` says which. */
const lockModel = ({ ignoresLock = false, keepsLock = false }: Faults = {}, mayKeep = false) =>
  defineModel({
    name: 'lock',
    state: { held: bool, pc: mapOf(TASKS, enumOf('out', 'at', 'in', 'done')) },
    init: () => undefined,
    actions: {
      Come: {
        params: [TASKS],
        run(s, p) {
          if (s.pc[p] !== 'out') return BLOCKED;
          s.pc[p] = 'at';
          return undefined;
        },
      },
      Take: {
        params: [TASKS],
        run(s, p) {
          if (s.pc[p] !== 'at' || (s.held && !ignoresLock)) return BLOCKED;
          s.held = true;
          s.pc[p] = 'in';
          return undefined;
        },
      },
      Give: {
        params: [TASKS],
        run(s, p, choose) {
          if (s.pc[p] !== 'in') return BLOCKED;
          const keeps = keepsLock || (mayKeep && choose(range(2)) === 1);
          if (!keeps) s.held = false;
          s.pc[p] = 'done';
          return undefined;
        },
      },
    },
  });

const number = { a: 0, b: 1 } as const;
const points = { at: 'lock.take', in: 'lock.give' } as const;

function sceneOf(model = lockModel()): Scene<Locks> {
  const show = ({ pc }: Locks): Record<string, Show> =>
    Object.fromEntries(
      TASKS.map((p) => [
        p,
        pc[p] === 'at' || pc[p] === 'in' ? (`parked at ${points[pc[p]]}` as const) : 'idle',
      ]),
    );
  return {
    model,
    tasks: number,
    setUp: () => TASKS.map((p): Op => ({ op: 'spawn', task: number[p], flags: 0 })),
    act: (_, { action, params }) => {
      const task = number[params[0] as Task];
      const ops: Op[] = [action === 'Come' ? { op: 'call', task, nr: 1, args: [] } : { op: 'release', task }];
      return { ops, events: action === 'Give' ? [`${params[0]} returned OK`] : [] };
    },
    show,
    isOneOnKernel: () => false,
    isAttackers: () => false,
    observed: (state) => state,
    probe: (state) => [
      {
        name: 'is it held?',
        ops: [{ op: 'call', task: 9, nr: 2, args: [] }],
        events: [`t9 ${state.held ? 'held' : 'free'}`],
        show: show(state),
      },
    ],
    read: ({ nr }, { value }) => (nr === 2 ? (value === 1n ? 'held' : 'free') : 'returned OK'),
  };
}

/** A kernel that is such a model; `picks` says which outcome it chooses where there are several. */
function kernel(
  faults: Faults = {},
  crash?: (ops: readonly Op[]) => Crash | undefined,
  mayKeep = false,
): Target {
  const model = lockModel(faults, mayKeep);
  const scene = sceneOf(model);
  const run = (ops: readonly Op[]): SequenceResult => {
    let state: Locks = model.initials()[0]!;
    const settled: Settled[] = [];
    for (const [at, op] of ops.entries()) {
      const p = TASKS[op.task];
      const action =
        op.op === 'call' ? 'Come' : { out: '', at: 'Take', in: 'Give', done: '' }[state.pc[p ?? 'a']];
      const isStep = p !== undefined && op.op !== 'spawn';
      const steps = model.successors(state).filter((one) => one.action === action && one.params[0] === p);
      if (isStep && steps.length === 0) return { settled, fault: `not-parked: op ${at}` };
      if (isStep) state = steps.at(faults.picks ?? 0)!.state;
      const isCall = op.op === 'call' && op.task === 9;
      const returned = action === 'Give' && isStep ? [{ task: op.task, op: at - 2, value: 0n, out: [] }] : [];
      settled.push({
        ...{ blocked: [], died: [], signals: [], spawned: [] },
        returned: isCall
          ? [{ task: 9, op: at, value: state.held ? 1n : 0n, out: [] }]
          : returned.map((one) => ({ ...one, op: firstCall(ops, op.task) })),
        parked: Object.entries(scene.show(state)).flatMap(([name, shown]) =>
          shown.startsWith('parked at ') ? [{ task: number[name as Task], point: shown.slice(10) }] : [],
        ),
      });
    }
    return { settled };
  };
  return { ordered: true, run: async (sequences) => sequences.map(({ ops }) => crash?.(ops) ?? run(ops)) };
}

const firstCall = (ops: readonly Op[], task: number): number =>
  ops.findIndex((op) => op.op === 'call' && op.task === task);

async function walkOn(target: Target, scene = sceneOf()) {
  const walk = new Walk(scene);
  const lane = new ScheduleLane(walk, [target], { batch: 4 });
  await lane.run(walk.cover().paths);
  return { walk, lane, failures: await lane.shrunk() };
}

test('a kernel that does as the model has taken every edge, and nothing is found', async () => {
  const { walk, lane, failures } = await walkOn(kernel());
  expect(failures).toEqual([]);
  expect(lane.covered).toBe(walk.graph.target.length);
  expect(lane.cases).toBe(walk.cover().paths.length);
});

describe('a difference', () => {
  test('that a probe alone shows is shrunk, told and drawn', async () => {
    const { walk, lane, failures } = await walkOn(kernel({ keepsLock: true }));
    const [first] = failures;
    expect(scheduleTitle(first!)).toBe('is it held?: allowed t9 free, observed t9 held');
    expect(first!.labels).toEqual(
      ['Come(a)', 'Take(a)', 'Give(a)'].map((one) => expect.stringMatching(one.replace(/\(.*/, ''))),
    );
    expect(first!.again).toEqual({ failed: 5, times: 5 });
    expect(lane.covered).toBeLessThan(walk.graph.target.length);
    const drawn = showScheduleFailure(first!, { columns: 100, colors: false });
    expect(drawn).toContain('observed: t9 held, a idle, b idle');
    expect(drawn.split('\n').every((line) => line.length <= 100)).toBe(true);
  });

  test('in the model is one too: its step is not possible on the kernel', async () => {
    const { failures } = await walkOn(kernel(), sceneOf(lockModel({ ignoresLock: true })));
    expect(failures.map(({ strayed }) => strayed?.name.slice(0, 4))).toContain('Take');
  });
});

test.each([0, -1])(
  'where the model allows several outcomes, the kernel may choose any (%s)',
  async (picks) => {
    const scene = sceneOf(lockModel({}, true));
    const { walk, lane, failures } = await walkOn(kernel({ picks }, undefined, true), scene);
    expect(failures).toEqual([]);
    expect(lane.diverted).toBeGreaterThan(0);
    // What it never chooses is not covered, and the row says so.
    expect(lane.covered).toBeLessThan(walk.graph.target.length);
  },
);

test('a crash is a failure, and ends the lane when there are many', async () => {
  const crash = { crashed: 'BUG: planted' };
  const { lane, failures } = await walkOn(kernel({}, (ops) => (ops.length > 4 ? crash : undefined)));
  expect(failures.map(scheduleTitle)).toContain('crashed: BUG: planted');
  expect(lane.failures.every(({ crash: one }) => one !== undefined)).toBe(true);
});

describe('a row', () => {
  const outcome: LaneOutcome = {
    ...{
      slug: 'x',
      variant: 'y',
      lane: 'schedule',
      scenario: 'z',
      cases: 1,
      calls: 1,
      failures: [],
      seconds: 0,
    },
    transitions: { covered: 95, total: 100 },
  };

  test('holds when what is not followed has a reason, and is little', () => {
    expect(toRow({ ...outcome, unreached: [{ reason: 'r', count: 5 }] })).toMatchObject({ verdict: 'holds' });
  });

  test.each([
    [
      'without a reason',
      { ...outcome, unreached: [{ reason: 'r', count: 4 }] },
      '1 transition was not followed',
    ],
    [
      'with one, and more than one in twenty',
      { ...outcome, transitions: { covered: 94, total: 100 }, unreached: [{ reason: 'r', count: 6 }] },
      'more than one transition in 20 is not followed, with a reason (6: r)',
    ],
  ])('is inconclusive %s', (_, given, reason) => {
    expect(toRow(given)).toMatchObject({ verdict: 'inconclusive', ok: false, reason });
  });
});
