// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { NR } from '../protocol/nr.ts';
import type { SequenceResult, Settled } from '../protocol/types.ts';
import { msIn, readClock } from './clock.ts';
import { FileCount } from './counts.ts';
import { allowFaults, FailNth, leftIn } from './fail-nth.ts';
import { ScriptRun } from './run.ts';
import { Script } from './script.ts';

const settled = (more: Partial<Settled>): Settled => ({
  ...{ returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] },
  ...more,
});

/** A result in which operation n returned what `values` has under n: a number, or text that it read. */
function result(ops: number, values: Readonly<Record<number, number | string | Buffer>>): SequenceResult {
  return {
    settled: Array.from({ length: ops }, (_, op) => {
      const value = values[op];
      if (value === undefined) return settled({});
      const out = typeof value === 'number' ? [] : [Buffer.concat([Buffer.from(value), Buffer.alloc(8)])];
      const length = typeof value === 'number' ? value : value.length;
      return settled({ returned: [{ task: 0, op, value: BigInt(length), out }] });
    }),
  };
}

test('tasks are counted, descriptors have slots of their own, and operations their numbers', () => {
  const script = new Script();
  const task = script.spawn();
  expect([task, script.fork(task)]).toEqual([0, 1]);
  const [one, two] = [0, 1].map(() => script.open(task, NR.eventfd2, 0, 0));
  expect(script.call(1, NR.lseek, two!, 0)).toBe(4);
  expect([one, two]).toEqual([{ slot: 0 }, { slot: 1 }]);
  expect(script.ops).toMatchObject([
    ...[
      { op: 'spawn', task: 0 },
      { op: 'spawn', task: 1, parent: 0 },
    ],
    ...[{ save: 0 }, { save: 1 }, { nr: NR.lseek, args: [{ slot: 1 }, 0] }],
  ]);
  expect(script.calls).toBe(3);
});

test('a task is parked at the next passage of a point alone, and let go on', () => {
  const script = new Script();
  const task = script.spawn();
  script.arm(task, 'example.step');
  expect(script.release(task)).toBe(2);
  expect(script.ops.slice(1)).toEqual([
    { op: 'arm', task, point: 'example.step', nth: 1 },
    { op: 'release', task },
  ]);
  const run = new ScriptRun({
    settled: [settled({}), settled({ parked: [{ task, point: 'example.step' }] }), settled({})],
  });
  expect([0, 1, 2, 3].map((op) => run.parkedAt(op, task))).toEqual([
    ...[undefined, 'example.step'],
    ...[undefined, undefined],
  ]);
  expect(run.parkedAt(1, task + 1)).toBeUndefined();
});

test('a run says what returned, when, and what slept', () => {
  const run = new ScriptRun({
    settled: [
      settled({}),
      settled({ blocked: [0] }),
      settled({ returned: [{ task: 0, op: 1, value: -4n, out: [] }] }),
      settled({ died: [{ task: 0, status: 9 }] }),
    ],
  });
  expect([run.ended, run.isLost]).toEqual([undefined, false]);
  expect([run.value(1), run.value(0), run.returnedDuring(1), run.returnedDuring(0)]).toEqual([
    ...['EINTR', undefined],
    ...[2, undefined],
  ]);
  expect([run.atOnce(1), run.inTheEnd(1), run.atOnce(2)]).toEqual(['blocked', 'EINTR', 'blocked']);
  expect([run.atOnce(4), run.inTheEnd(0), run.inTheEnd(4)]).toEqual(['not made', 'blocked', 'not made']);
  expect([run.blocked(1, 0), run.blocked(2, 0), run.died(0), run.died(1)]).toEqual([
    ...[true, false],
    ...[true, false],
  ]);
});

test('a run that ended says why', () => {
  expect(new ScriptRun({ crashed: 'BUG: x' }).ended).toEqual({ title: 'BUG: x', crashed: true });
  expect(new ScriptRun({ crashed: 'no kernel', notRun: true }).ended).toEqual({
    title: 'no kernel',
    crashed: false,
  });
  expect(new ScriptRun({ settled: [], fault: 'dead: op 1' }).ended).toMatchObject({ crashed: false });
  expect(new ScriptRun(undefined).ended).toMatchObject({ crashed: false });
  expect(new ScriptRun(undefined).isLost).toBe(true);
  expect(new ScriptRun({ settled: [], fault: 'dead: op 1' }).isLost).toBe(false);
});

test('of a buffer as much is text as the call says', () => {
  const run = new ScriptRun(result(2, { 0: 'ab' }));
  expect([run.text(0), run.buffer(0).length, run.text(1), run.buffer(0, 1).length]).toEqual([
    'ab',
    10,
    '',
    0,
  ]);
  const out = [Buffer.from('ab'), Buffer.from('c')];
  const failed = new ScriptRun({ settled: [settled({ returned: [{ task: 0, op: 0, value: -9n, out }] })] });
  expect([failed.text(0), failed.buffer(0, 1).toString()]).toEqual(['', 'c']);
});

test('an allocation has failed when the count is used up, and only then', () => {
  const script = new Script();
  script.spawn();
  allowFaults(script, 0);
  const failing = new FailNth(script, 0);
  failing.arm(0, 3);
  const left = failing.left(0);
  const read = (text: string) => leftIn(new ScriptRun(result(left + 1, { [left]: text })), left);
  expect([read('0\n'), read('12\n'), read(''), read('x')]).toEqual([0, 12, undefined, undefined]);
});

test('the clock is read in milliseconds', () => {
  const script = new Script();
  const op = readClock(script, 0);
  const returned = [{ task: 0, op, value: 250n, out: [] }];
  expect(msIn(new ScriptRun({ settled: [settled({ returned })] }), op)).toBe(2500);
  expect(msIn(new ScriptRun({ settled: [settled({})] }), op)).toBeUndefined();
});

test('files are counted where the number jumps, without those of the count', () => {
  const script = new Script();
  const count = new FileCount(script, 0);
  const reads = script.ops.flatMap((op, i) => (op.op === 'call' && op.nr === 17 ? [i] : []));
  /** With `files` open before, and so many of them that are not shown yet. */
  const counted = (files: number, hidden: number) => {
    let [own, all] = [hidden, files - hidden];
    const shown = reads.map((_, more) => {
      if (more > 0) own += 1;
      if (own >= 32) [own, all] = [0, all + own];
      return Math.max(all, 0);
    });
    const values = Object.fromEntries(reads.map((op, i) => [op, `${shown[i]}\t0\t100\n`]));
    return count.in(new ScriptRun(result(script.ops.length, values)));
  };
  expect([counted(64, 0), counted(64, 5), counted(64, 31), counted(64, -31)]).toEqual([64, 64, 64, 64]);
  expect([counted(9, 9), counted(9, 20), counted(0, 31), counted(1, 31)]).toEqual([9, 9, 0, 1]);
  expect(count.in(new ScriptRun(result(script.ops.length, {})))).toBeUndefined();
});
