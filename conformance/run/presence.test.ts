// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { SequenceResult } from '../harness/protocol/types.ts';
import type { Crash } from '../harness/target.ts';
import { isPresent } from './presence.ts';

const PROBE = { nr: 1000, args: [], absent: 'ENOSYS' };
const NOTHING = { blocked: [], died: [], signals: [], spawned: [], parked: [] };

const on = (result: SequenceResult | Crash) => ({ ordered: true, run: async () => [result] });

const answers = (value: bigint): SequenceResult => ({
  settled: [
    { ...NOTHING, returned: [] },
    { ...NOTHING, returned: [{ task: 0, op: 1, value, out: [] }] },
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
