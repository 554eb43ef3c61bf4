// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { counted, listed } from './plural.ts';

test('one is singular, none and many are plural, thousands are grouped', () => {
  expect([0, 1, 2, 12345].map((count) => counted(count, 'state'))).toEqual([
    '0 states',
    '1 state',
    '2 states',
    '12,345 states',
  ]);
});

test('a plural of its own', () => {
  expect(counted(2, 'fact with two faces', 'facts with two faces')).toBe('2 facts with two faces');
});

test('lists', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
