// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Settled } from '../protocol/types.ts';
import { expectByThen } from './by-then.ts';
import { JudgedScript } from './judged-script.ts';
import { ScriptRun } from './run.ts';

const EMPTY: Settled = { returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] };

test('a call that sleeps is blocked, and one that has ended gives what it gives', () => {
  const script = new JudgedScript('a test');
  expectByThen(script, 2, { task: 0, op: 1 }, 'by then', 'blocked');
  const { expected, observed } = script.expectations.at(-1)!;
  const returned = [{ task: 0, op: 1, value: -4n, out: [] }];
  const asleep = { ...EMPTY, blocked: [0] };
  expect(expected).toBe('blocked');
  expect(observed(new ScriptRun({ settled: [EMPTY, asleep, asleep, { ...EMPTY, returned }] }))).toBe(
    'blocked',
  );
  expect(observed(new ScriptRun({ settled: [EMPTY, asleep, { ...EMPTY, returned }, EMPTY] }))).toBe('EINTR');
});
