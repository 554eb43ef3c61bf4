// SPDX-License-Identifier: MIT
// The variants whose graphs a kernel is walked through, in the scenarios that are races.
import { SCENARIOS } from '../../../models/fconnectat/scenarios.ts';
import type { VariantName } from '../../../models/fconnectat/variants.ts';
import { numberOf } from '../../harness/numbers.ts';
import type { ScheduledVariant } from '../../harness/schedule/proposal.ts';
import { sceneOf } from './scene.ts';

/** One caller alone races with nobody: every combination of its arguments has a lane of its own. */
const RACES = SCENARIOS.filter(({ rivals, callers }) => rivals.length + callers.length > 1).map(
  ({ name }) => name,
);

const FROZEN = SCENARIOS.filter(({ rivals }) =>
  rivals.some(({ program }) => program.some(({ step }) => step === 'Freeze')),
).map(({ name }) => name);

const scheduled = (variant: VariantName, kernel: ScheduledVariant['kernel']): ScheduledVariant => ({
  variant,
  kernel,
  scenarios: RACES,
  frozen: FROZEN,
  scene: (scenario, numbers) => sceneOf(variant, scenario, numberOf(numbers, 'fconnectat')),
});

export const SCHEDULES: readonly ScheduledVariant[] = [
  scheduled('today-connect', 'unfixed'),
  scheduled('today-lstat', 'unfixed'),
  scheduled('today-procfd', 'unfixed'),
  scheduled('today-fixed', 'fixed'),
  scheduled('naive', 'own'),
  scheduled('proposed', 'proposal'),
];
