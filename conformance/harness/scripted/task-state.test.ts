// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { stateIn } from './task-state.ts';

test('the state of a task comes after its name, whatever that is', () => {
  expect(stateIn('12 (init) T 1 12')).toBe('T');
  expect(stateIn('12 (a) S (b) T 1 12')).toBe('T');
  expect(stateIn('12 (init')).toBeUndefined();
});
