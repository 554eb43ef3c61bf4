// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { judgeWait, type Wait } from './timeout.ts';

const wait = { start: 1000, readings: [1100, 1400, 1500], value: 'EAGAIN', returnedBy: 1400 };

const judge = (one: Wait) => judgeWait(one, 'EAGAIN');

test('a wait ends with EAGAIN, and not before its time', () => {
  expect(judge(wait)).toBeUndefined();
  expect(judge({ ...wait, returnedBy: 1100 })).toMatch(/before its timeout/);
  expect(judge({ ...wait, value: 'EINTR' })).toBe('EINTR instead of EAGAIN');
});

test('one that has not ended is judged when its time has passed for sure', () => {
  const asleep = { ...wait, value: undefined, returnedBy: undefined };
  expect(judge(asleep)).toMatch(/sleeps on/);
  expect(judge({ ...asleep, readings: [1100, 1400] })).toBe('again');
  expect(judge({ ...asleep, readings: [1100, 1200, 1250] })).toBe('again');
});
