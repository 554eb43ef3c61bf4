// SPDX-License-Identifier: MIT
// Each lane holds on a kernel that has what it needs, and says so where that is not.
import { expect, test } from 'vitest';
import { runLane } from '../../run/fixtures/own-lane.ts';
import { SCRIPTED_LANES } from './index.ts';

const slug = 'fconnectat';
const NEEDY = SCRIPTED_LANES.filter(({ needs }) => needs.length > 0);

test.each(SCRIPTED_LANES)('$scenario holds', async (lane) => {
  const flavour = lane.needs.length > 0 ? 'hooks' : 'fast';
  const result = await runLane(lane, { flavour, slug });
  expect(result.failures.map(({ title, diagram }) => `${title}\n${diagram}`)).toEqual([]);
  expect(result.lacking).toBeUndefined();
  expect(result.cases).toBe(lane.cases(0, {}).length);
  expect(result.complaints).toEqual([]);
});

test.each(NEEDY)('$scenario has nothing to say of a kernel without what it needs', async (lane) => {
  const result = await runLane(lane, { flavour: 'fast', slug });
  expect(result.lacking).toMatch(/gives .+ instead of/);
  expect(result).toMatchObject({ cases: 0, covered: [] });
});
