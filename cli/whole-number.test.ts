// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { atLeast, between } from './whole-number.ts';

test('whole numbers within their bounds', () => {
  expect([atLeast(0)('0'), atLeast(1)('1e3'), between(1, 64)('64')]).toEqual([0, 1000, 64]);
});

test.each(['', ' ', '-1', '1.5', 'x', '1e300'])("'%s' is none", (text) => {
  expect(() => atLeast(0)(text)).toThrow('Give a whole number from 0.');
  expect(() => between(0, 9)(text)).toThrow('Give 0 to 9.');
});

test('one above the bound is refused', () => {
  expect(() => between(1, 64)('65')).toThrow('Give 1 to 64.');
});
