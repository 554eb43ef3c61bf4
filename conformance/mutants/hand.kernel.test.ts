// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { CONFORMANCE } from '../index.ts';
import { DEFAULT_BASE } from '../kernel/bases.ts';
import { unfitting } from './fixtures/unfitting.ts';

test.each(Object.keys(CONFORMANCE))('every mutant by hand of %s applies to its kernel', async (slug) => {
  const { all, bad } = await unfitting(slug, DEFAULT_BASE);
  expect(all.length).toBeGreaterThan(0);
  expect(bad).toEqual([]);
});
