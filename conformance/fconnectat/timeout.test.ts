// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { stateIn } from './stopped.ts';
import { judgeWait } from './timeout.ts';

const wait = { start: 1000, readings: [1100, 1400, 1500], value: 'EAGAIN', returnedBy: 1400 };

test('a wait ends with EAGAIN, and not before its time', () => {
  expect(judgeWait(wait)).toBeUndefined();
  expect(judgeWait({ ...wait, returnedBy: 1100 })).toMatch(/before its timeout/);
  expect(judgeWait({ ...wait, value: 'EINTR' })).toBe('EINTR instead of EAGAIN');
});

test('one that has not ended is judged when its time has passed for sure', () => {
  const asleep = { ...wait, value: undefined, returnedBy: undefined };
  expect(judgeWait(asleep)).toMatch(/sleeps on/);
  expect(judgeWait({ ...asleep, readings: [1100, 1400] })).toBe('again');
  expect(judgeWait({ ...asleep, readings: [1100, 1200, 1250] })).toBe('again');
});

test('the state of a task comes after its name, whatever that is', () => {
  expect(stateIn('12 (init) T 1 12')).toBe('T');
  expect(stateIn('12 (a) S (b) T 1 12')).toBe('T');
  expect(stateIn('12 (init')).toBeUndefined();
});
