// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Op, SequenceResult } from '../harness/protocol/types.ts';
import type { Crash } from '../harness/target.ts';
import { isPresent } from './presence.ts';

const PROBE = { calls: [{ name: 'own', nr: 1000, args: [] }], absent: 'ENOSYS' };
const NOTHING = { blocked: [], died: [], signals: [], spawned: [], parked: [] };

const on = (result: SequenceResult | Crash) => ({ ordered: true, run: async () => [result] });

const answers = (...values: (bigint | undefined)[]): SequenceResult => ({
  settled: [
    { ...NOTHING, returned: [] },
    ...values.map((value, at) => ({
      ...NOTHING,
      returned: value === undefined ? [] : [{ task: 0, op: at + 1, value, out: [] }],
    })),
  ],
});

test.each([
  ['ENOSYS', answers(-38n), false],
  ['another error', answers(-22n), true],
  ['no answer', { settled: [] }, true],
  ['a crash', { crashed: 'BUG' }, true],
  ['no kernel', { crashed: 'given up', notRun: true }, 'given up'],
] as const)('%s', async (_, result, present) => {
  expect(await isPresent(on(result), PROBE)).toBe(present);
});

const SEND = {
  calls: [
    { name: 'pipe2', nr: 293, args: [{ out: 8 }, 0] },
    { name: 'sendto', nr: 44, args: [1] },
  ],
  absent: 'ENOTSOCK',
};

test.each([
  ['no change', answers(0n, -88n), false],
  ['the change', answers(0n, 1n), true],
  ['another error', answers(0n, -22n), true],
  ['the last call sleeps', answers(0n, undefined), true],
  ['no pipe', answers(-38n, -9n), "pipe2, before the probe's last call, is ENOSYS"],
  ['a pipe that is not made', answers(undefined), "pipe2, before the probe's last call, does not return"],
] as const)('of several calls: %s', async (_, result, present) => {
  expect(await isPresent(on(result), SEND)).toBe(present);
});

test('one task makes all calls, in their order', async () => {
  const made: Op[] = [];
  const target = {
    ordered: true,
    run: async ([sequence]: readonly { readonly ops: readonly Op[] }[]) => {
      made.push(...sequence!.ops);
      return [answers(0n, -88n)];
    },
  };
  await isPresent(target, SEND);
  expect(made.slice(1)).toEqual([
    { op: 'call', task: 0, nr: 293, args: [{ out: 8 }, 0] },
    { op: 'call', task: 0, nr: 44, args: [1] },
  ]);
});
