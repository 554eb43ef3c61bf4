// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { constantValue } from './flags.ts';

test.each([
  ['0x80000', 0x80000],
  ['0x8000_0000', 0x80000000],
  ['(1U << 31)', 2 ** 31],
  ['4UL', 4],
  ['0', 0],
  ['02000000', 0x80000],
])('%s as documents, headers and TypeScript write it', (text, value) => {
  expect(constantValue(text)).toBe(value);
});
