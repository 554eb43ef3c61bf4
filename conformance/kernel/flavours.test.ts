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

test('pristine and series alone lack the test-only patches and what it adds', () => {
  const without = FLAVOURS.filter(({ testOnly }) => !testOnly);
  expect(without.map(({ name }) => name)).toEqual(['pristine', 'series']);
  expect(without[0]!.fragments).toEqual(without[1]!.fragments);
  for (const { testOnly, fragments } of FLAVOURS) expect(fragments.includes('test-only')).toBe(testOnly);
});
