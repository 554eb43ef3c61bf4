// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { FLAVOURS, flavourNamed } from './flavours.ts';

test('names are unique, and an unknown one is told what there is', () => {
  expect(new Set(FLAVOURS.map(({ name }) => name)).size).toBe(FLAVOURS.length);
  expect(flavourNamed('kasan').fragments).toContain('kasan');
  expect(() => flavourNamed('slow')).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE', hint: expect.stringContaining('fast, unpatched') }),
  );
});

test('pristine alone lacks the test-only patch and what it adds', () => {
  const without = FLAVOURS.filter(({ testOnly }) => !testOnly);
  expect(without.map(({ name }) => name)).toEqual(['pristine']);
  for (const { testOnly, fragments } of FLAVOURS) expect(fragments.includes('test-only')).toBe(testOnly);
});
