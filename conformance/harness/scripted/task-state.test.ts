// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { sleepsIn, stateIn } from './task-state.ts';

test('the state of a task comes after its name, whatever that is', () => {
  expect(stateIn('12 (init) T 1 12')).toBe('T');
  expect(stateIn('12 (a) S (b) T 1 12')).toBe('T');
  expect(stateIn('12 (init')).toBeUndefined();
});

test('how often it has slept stands in a status, and not how often another was run in its place', () => {
  const status = 'Name:\ta\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t3\n';
  expect(sleepsIn(status)).toBe(12);
  expect(sleepsIn('Name:\ta\nnonvoluntary_ctxt_switches:\t3\n')).toBeUndefined();
});
