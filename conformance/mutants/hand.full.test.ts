// SPDX-License-Identifier: MIT
// On the releases whose source is there in a full run alone.
import { describe, expect, test } from 'vitest';
import { CONFORMANCE } from '../index.ts';
import { BASE_NAMES, DEFAULT_BASE } from '../kernel/bases.ts';
import { unfitting } from './fixtures/unfitting.ts';

describe.each(BASE_NAMES.filter((base) => base !== DEFAULT_BASE))('on %s', (base) => {
  test.each(Object.keys(CONFORMANCE))('every mutant by hand of %s applies to its kernel', async (slug) => {
    const { all, bad } = await unfitting(slug, base);
    expect(all.length).toBeGreaterThan(0);
    expect(bad).toEqual([]);
  });
});
