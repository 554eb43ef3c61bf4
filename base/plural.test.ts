// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { counted } from './plural.ts';

test('one is singular, none and many are plural, thousands are grouped', () => {
  expect([0, 1, 2, 12345].map((count) => counted(count, 'state'))).toEqual([
    '0 states',
    '1 state',
    '2 states',
    '12,345 states',
  ]);
});
