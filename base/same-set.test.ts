// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { isSameSet } from './same-set.ts';

test('the order does not count, and each element does', () => {
  expect(isSameSet(['a', 'b'], ['b', 'a'])).toBe(true);
  expect(isSameSet([], [])).toBe(true);
  expect(isSameSet(['a', 'b'], ['a'])).toBe(false);
  expect(isSameSet(['a', 'b'], ['a', 'c'])).toBe(false);
});
