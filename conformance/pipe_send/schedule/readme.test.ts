// SPDX-License-Identifier: MIT
// How many scenarios a kernel is walked through, as the README and docs/finds.md say it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { SCENARIOS } from '../../../models/pipe_send/scenarios.ts';
import { SCHEDULES } from './index.ts';

const read = (...names: readonly string[]) => readFileSync(inRoot(...names), 'utf8');
const walked = SCHEDULES.find(({ variant }) => variant === 'proposed')!.walked!.length;

test('the README says how many scenarios are walked', () => {
  expect(read('README.md')).toContain(`${walked} of its ${SCENARIOS.length} scenarios walked`);
});

test('the finds say how many scenarios are walked', () => {
  expect(read('docs', 'finds.md')).toContain(
    `The lane \`schedule\` of \`pipe_send\` walks ${walked} scenarios,`,
  );
});
