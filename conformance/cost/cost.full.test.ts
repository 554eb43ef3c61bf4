// SPDX-License-Identifier: MIT
// A series that makes connect(2) dearer is found, and calls that it leaves alone are not blamed.
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import type { CostRow } from './compare.ts';
import { costKernels } from './kernels.ts';
import { measureCost } from './measure.ts';

const PLANTED = inRoot('conformance', 'cost', 'fixtures', 'dearer-connect.patch');
/** Instructions that the patch adds, at the least: a loop of a hundred turns. */
const ADDED = 100;

test('a planted cost of connect is a regression of every workload that connects', async () => {
  const { pristine, patched } = await costKernels({ patches: [PLANTED] });
  const rows = await measureCost({ pristine: pristine.image, patched: patched.image, boots: 2, batches: 40 });
  const connecting = ({ workload }: CostRow) => workload.startsWith('connect');
  expect(rows.filter(connecting).length).toBeGreaterThan(5);
  for (const { workload, difference, regression } of rows.filter(connecting)) {
    expect(difference, workload).toBeGreaterThanOrEqual(ADDED);
    expect(regression, workload).toBe(true);
  }
  for (const { workload, regression } of rows.filter((row) => !connecting(row))) {
    expect(regression, workload).toBe(false);
  }
});
