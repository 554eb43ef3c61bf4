// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { batches } from '../../protocol/batch.ts';
import type { Op } from '../../protocol/types.ts';
import { ARENA, MAX_SEQUENCE } from '../../protocol/wire.ts';
import type { CallCodec } from './codec.ts';
import { encode } from './encode.ts';
import { fits, fitting } from './fitting.ts';
import { SHARED_SYSTEM } from './fixtures/shared-system.ts';
import type { Generated } from './generate.ts';

const LARGE = 64 * 1024;
const call = (task: number, ...args: Extract<Op, { op: 'call' }>['args']): Op => ({
  ...{ op: 'call', task, nr: 1, args },
});
const data = (length: number) => ({ data: Buffer.alloc(length) });
const out = (bytes: number) => ({ out: bytes });

test.each<[string, boolean, readonly Op[]]>([
  ['four times 64 KiB that a task reads', true, Array.from({ length: 4 }, () => call(0, out(LARGE)))],
  ['a byte more', false, [...Array.from({ length: 4 }, () => call(0, out(LARGE))), call(0, out(1))]],
  ['a byte that another task reads', true, [call(0, out(ARENA)), call(1, out(1))]],
  ['bytes that are rounded up', false, [call(0, out(ARENA - 16)), call(0, out(1)), call(0, out(1))]],
  [
    'what an address in memory leads to',
    false,
    [call(0, { ...data(16), relocs: [{ at: 0, arg: out(ARENA) }] })],
  ],
  ['four times 64 KiB that two tasks send', false, [0, 1, 0, 1].map((task) => call(task, data(LARGE)))],
  ['three times', true, [0, 1, 0].map((task) => call(task, data(LARGE)))],
])('%s: %s', (_, isRoom, ops) => {
  expect(fits({ ops })).toBe(isRoom);
});

test('what fits by its length is taken by a frame, and a byte more is not', () => {
  const ofLength = (length: number) => ({ ops: [0, 1].map((task) => call(task, data(length))) });
  const head = MAX_SEQUENCE - 2 * 100_000;
  const most = { ops: [call(0, data(100_000)), call(1, data(100_000)), call(2, data(head - 36))] };
  expect(fits(most)).toBe(true);
  expect([...batches([most], 0, { bytes: 1, sequences: 1 })]).toHaveLength(1);
  const more = ofLength(140_000);
  expect(fits(more)).toBe(false);
  expect(() => [...batches([more], 0, { bytes: 1, sequences: 1 })]).toThrow(/more than a frame/);
});

const codecs: Record<string, CallCodec> = {
  receive: { encode: ({ count }) => ({ nr: 1, args: [out(Number(count))] }) },
};

/** t0 receives so many bytes at a time. */
function receiving(...counts: readonly number[]): Generated {
  const ops = counts.map((count, id) => ({
    ...({ id, op: 'call', task: 't0', call: 'receive', args: { count } } as const),
  }));
  return { ops, steps: ops.map((op) => ({ op, allowed: [] })) };
}

test('a sequence ends before the first call that there is no room for', () => {
  const encoding = { codecs, signals: SHARED_SYSTEM.signals };
  const [whole, long] = [receiving(LARGE, 1), receiving(LARGE, LARGE, LARGE, LARGE, 1, LARGE)];
  expect(fitting(encoding, whole)).toEqual(whole);
  const cut = fitting(encoding, long);
  expect([cut.ops.length, cut.steps.length]).toEqual([4, 4]);
  expect(fits(encode(encoding, cut.steps).sequence)).toBe(true);
});
