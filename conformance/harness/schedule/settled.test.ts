// SPDX-License-Identifier: MIT
// A lock that the kernel hands on by itself: what is walked, what it chooses, and what no schedule can do.
import { describe, expect, test } from 'vitest';
import { BLOCKED, bool, defineModel, enumOf } from '../../../models/kit/index.ts';
import { type LaneOutcome, toRow } from '../../report/rows.ts';
import { atBoundaries } from './boundaries.ts';
import { type Picks, queueKernel, queueModel, queueScene } from './fixtures/queue.ts';
import { judgeWalk } from './judge.ts';
import { ScheduleLane } from './lane.ts';
import type { Scene } from './scene.ts';
import { separation } from './separation.ts';
import { share } from './share.ts';
import { follow } from './shrink.ts';
import { Walk } from './walk.ts';

const fifo: Picks = (waiting) => waiting[0];
const lifo: Picks = (waiting) => waiting.at(-1);
const byName: Picks = (waiting) => [...waiting].sort()[0];

async function walkOn(picks: Picks, scene = queueScene()) {
  const walk = new Walk(scene);
  const lane = new ScheduleLane(walk, [queueKernel(picks)], { batch: 4 });
  await lane.seek(walk.cover().paths, 1);
  return { walk, lane };
}

const countOf = (walk: Walk<never>, reason: string) =>
  walk.unreached().filter((one) => one.reason === reason).length;

describe('the graph of a kernel that hands the lock on', () => {
  const walk = new Walk(queueScene());

  test('has no state in which that is still to be done', () => {
    for (let state = 0; state < walk.graph.states; state++) {
      const { held, pc } = walk.graph.state(state);
      expect(held === 'none' && Object.values(pc).includes('waits')).toBe(false);
    }
  });

  test('has every transition once: on an edge for certain, or with a reason', () => {
    const taken = new Set([...walk.graph.target.keys()].flatMap((edge) => walk.taken(edge)));
    const skipped = walk.unreached().map(({ transition }) => transition);
    expect(skipped.filter((one) => taken.has(one))).toEqual([]);
    expect(taken.size + skipped.length).toBe(walk.transitions);
    // What others could do between Give and Get: the kernel is not to be stopped there.
    expect(countOf(walk as never, 'urgent')).toBeGreaterThan(0);
  });

  test('names an edge by the step, and by what follows of itself', () => {
    const labels = ['Come(a)', 'Take(a)', 'Come(b)', 'Take(b)', 'Come(c)', 'Take(c)', 'Give(a)', 'Get(c)'];
    const path = follow(walk, 0, labels)!;
    expect(walk.labels(path).at(-1)).toBe('Give(a); Get(c)');
    expect(follow(walk, 0, walk.labels(path))).toEqual(path);
    expect(walk.isChoice(path.at(-1)!)).toBe(true);
    expect(walk.isChoice(path[0]!)).toBe(false);
    expect(walk.act(path.at(-1)!)).toEqual({
      ops: [{ op: 'release', task: 0 }],
      events: ['a returned OK'],
    });
  });

  test('ends paths in states that are told from their neighbours', () => {
    const { pairs, separated } = separation(walk);
    expect([separated, pairs > 0]).toEqual([pairs, true]);
  });
});

describe('a kernel may choose', () => {
  test.each([
    ['who came first', fifo],
    ['who came last', lifo],
  ])('%s: each choice is met', async (_, picks) => {
    const { walk, lane } = await walkOn(picks);
    expect(lane.failures).toEqual([]);
    expect(lane.unseen).toEqual([]);
    expect(lane.covered).toBe(walk.transitions - walk.unreached().length);
  });

  test('always the same: what was never seen is named, and the row does not hold', async () => {
    const { walk, lane } = await walkOn(byName);
    expect(lane.failures).toEqual([]);
    expect(lane.unseen).toContain('Give(a); Get(c)');
    expect(lane.unseen).not.toContain('Give(a); Get(b)');
    const outcome: LaneOutcome = {
      ...{ slug: 'x', variant: 'y', lane: 'schedule', scenario: 'z', seconds: 0, failures: [] },
      ...{ cases: lane.cases, calls: lane.calls, unseen: lane.unseen },
      transitions: { covered: lane.covered, total: walk.transitions },
      unreached: [{ reason: 'r', count: walk.unreached().length, ofKernel: true }],
    };
    const { verdict, reason } = toRow(outcome);
    expect(verdict).toBe('inconclusive');
    expect(reason).toMatch(/transitions were not followed; never seen: .*Give\(a\); Get\(c\)/);
  });

  test('in a share too', async () => {
    const walk = new Walk(queueScene());
    const { paths, transitions } = share(walk, { seed: 1, drawn: 3 });
    const lane = new ScheduleLane(walk, [queueKernel(lifo)]);
    await lane.seek(paths, 1);
    expect(lane.failures).toEqual([]);
    expect(lane.covered).toBeGreaterThanOrEqual(transitions);
  });
});

describe('a difference', () => {
  test('is a lock that is handed on to nobody, in as few steps as show it', async () => {
    const { lane } = await walkOn(() => undefined);
    const [first] = await lane.shrunk();
    expect(first!.strayed!.name).toMatch(/^Give\(.\); Get\(.\)$/);
    expect(first!.labels.length).toBe(5);
    expect(first!.again).toEqual({ failed: 5, times: 5 });
  });

  test('is a model in which two have the lock', async () => {
    const { lane } = await walkOn(fifo, queueScene(queueModel({ shares: true })));
    expect(lane.failures.map(({ strayed }) => strayed?.name)).toContain('Take(b)');
  });

  test('is a lock that a kernel is said to keep, and hands on', async () => {
    const scene: Scene<never> = { ...queueScene(), urgent: { is: () => false, takes: () => false } } as never;
    const { lane } = await walkOn(fifo, scene);
    expect(lane.failures.map(({ strayed }) => strayed?.name.slice(0, 4))).toContain('Give');
  });
});

describe('a path on which nobody is parked', () => {
  const walk = new Walk(queueScene());
  const path = follow(walk, 0, ['Come(a)', 'Take(a)', 'Give(a)'])!;
  const schedule = atBoundaries(walk.schedule(path))!;
  const rest = { blocked: [], died: [], signals: [], spawned: [], parked: [], returned: [] };
  const before = [rest, rest, rest];

  test('is judged where all are at rest, by its last state', () => {
    const returned = [{ task: 0, op: 3, value: 0n, out: [] }];
    const { failure, edges } = judgeWalk(walk, schedule, { settled: [...before, { ...rest, returned }] });
    expect([failure, edges.at(-1)]).toEqual([undefined, path.at(-1)]);
  });

  test('is a difference when the call sleeps', () => {
    const { failure } = judgeWalk(walk, schedule, { settled: [...before, { ...rest, blocked: [0] }] });
    expect(failure?.strayed?.allowed.map(({ text }) => text)).toEqual([
      'a returned OK, a idle, b idle, c idle',
    ]);
  });
});

test('of two that go on at once nobody sees who is first, and both orders are left out', () => {
  const sleeper = enumOf('asleep', 'up');
  const model = defineModel({
    name: 'gate',
    state: { open: bool, a: sleeper, b: sleeper },
    init: () => undefined,
    actions: {
      Open: {
        params: [],
        run(s) {
          if (s.open) return BLOCKED;
          s.open = true;
          return undefined;
        },
      },
      Wake: {
        params: [['a', 'b'] as const],
        run(s, p) {
          if (!s.open || s[p] === 'up') return BLOCKED;
          s[p] = 'up';
          return undefined;
        },
      },
    },
  });
  const urgent: Scene<never>['urgent'] = { is: ({ action }) => action === 'Wake', takes: () => true };
  const walk = new Walk<never>({
    ...queueScene(),
    ...{ model, urgent, act: () => ({ ops: [], events: [] }), show: () => ({}) },
  } as never);
  expect([walk.transitions, walk.graph.target.length, walk.isDeterministic]).toEqual([5, 1, true]);
  expect(walk.taken(0)).toHaveLength(1);
  expect([countOf(walk, 'order'), walk.unreached().length]).toEqual([4, 4]);
});

test('a kernel that takes steps of its own for ever is an error', () => {
  const model = defineModel({
    name: 'restless',
    state: { on: bool },
    init: () => undefined,
    actions: {
      Start: {
        params: [],
        run(s) {
          if (s.on) return BLOCKED;
          s.on = true;
          return undefined;
        },
      },
      Turn: {
        params: [],
        run(s) {
          s.on = !s.on;
        },
      },
    },
  });
  const urgent: Scene<never>['urgent'] = { is: ({ action }) => action === 'Turn', takes: () => true };
  const scene = { ...queueScene(), model, urgent, act: () => ({ ops: [], events: [] }) };
  expect(() => new Walk(scene as never)).toThrow('after Start the kernel never comes to rest');
});
