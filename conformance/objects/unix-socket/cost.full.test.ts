// SPDX-License-Identifier: MIT
// A patch that makes connect(2) dearer is found, and calls that it leaves alone are not blamed.
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import type { CostRow } from '../../cost/compare.ts';
import { costKernels } from '../../cost/kernels.ts';
import { measureCost } from '../../cost/measure.ts';
import { CONFORMANCE } from '../../index.ts';
import { buildKernel } from '../../kernel/build/build.ts';

const PLANTED = inRoot('conformance', 'objects', 'unix-socket', 'fixtures', 'dearer-connect.patch');
/** Instructions that the patch adds, at the least: a loop of a hundred turns. */
const ADDED = 100;

let pristine: string;
beforeAll(async () => {
  pristine = (await buildKernel({ flavour: 'pristine' })).image;
});

const connecting = ({ workload }: CostRow) => workload.startsWith('connect');

test('each workload that connects costs more, and no other', async () => {
  const patched = (await buildKernel({ flavour: 'pristine', patches: [PLANTED] })).image;
  const rows = await measureCost({ pristine, patched, boots: 2, batches: 40 });
  expect(rows.filter(connecting).length).toBeGreaterThan(5);
  for (const row of rows) {
    expect(row.regression, row.workload).toBe(connecting(row));
    if (connecting(row)) expect(row.difference, row.workload).toBeGreaterThanOrEqual(ADDED);
  }
});

test('nor does it hide behind a series', async () => {
  const kernels = await costKernels({ slug: Object.keys(CONFORMANCE)[0], patches: [PLANTED] });
  expect(kernels.pristine.image).toBe(pristine);
  const rows = await measureCost({ pristine, patched: kernels.patched.image, boots: 1, batches: 20 });
  for (const row of rows.filter(connecting)) {
    expect(row.regression, row.workload).toBe(true);
    expect(row.difference, row.workload).toBeGreaterThanOrEqual(ADDED);
  }
});
