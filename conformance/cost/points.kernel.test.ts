// SPDX-License-Identifier: MIT
// What the points of the test-only patches cost calls that nobody parks.
import { expect, test } from 'vitest';
import { buildKernel } from '../kernel/build/build.ts';
import { measurePoints } from './measure.ts';

/** Instructions of a look whether a task is armed, and how many of them there are in a call beside those of a walk. */
const LOOK = 6;
const LOOKS = 6;

test('a few instructions once another task is armed, and nothing where there is no point', async () => {
  const { image } = await buildKernel({ flavour: 'unpatched' });
  const rows = await measurePoints(image, { batches: 40 });
  expect(rows[0]).toMatchObject({ workload: 'getpid', difference: 0 });
  // They are on.
  expect(Math.max(...rows.map(({ difference }) => difference))).toBeGreaterThan(0);
  for (const { workload, difference } of rows) expect(difference, workload).toBeLessThan(LOOK * LOOKS);
});
