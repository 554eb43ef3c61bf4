// SPDX-License-Identifier: MIT
// How many scenarios connect(2) is walked through, as the README says it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { walkedOf } from '../../harness/schedule/proposal.ts';
import { SCHEDULES } from './index.ts';

test('the README says how many scenarios are walked', () => {
  const walked = walkedOf(SCHEDULES.find(({ variant }) => variant === 'today-connect')!);
  const readme = readFileSync(inRoot('README.md'), 'utf8');
  expect(readme).toContain(`the state graphs of ${walked.length} scenarios in which tasks race.`);
});
