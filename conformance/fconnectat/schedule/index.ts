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

/** `unwalked`: scenarios for attacks alone. */
const scheduled = (
  variant: VariantName,
  kernel: ScheduledVariant['kernel'],
  unwalked: readonly string[] = [],
): ScheduledVariant => ({
  ...{ variant, kernel, scenarios: RACES, frozen: FROZEN },
  walked: RACES.filter((name) => !unwalked.includes(name)),
  scene: (scenario, numbers) => sceneOf(variant, scenario, numberOf(numbers, 'fconnectat')),
});

/**
 * The graphs that are not walked: one transition in twenty or more lies behind a thaw of a task that has not frozen yet, of
 * which a kernel takes notice (`closed` of the scene).
 */
export const SCHEDULES: readonly ScheduledVariant[] = [
  scheduled('today-connect', 'unfixed', ['thawed', 'frozen']),
  scheduled('today-lstat', 'unfixed', ['frozen']),
  scheduled('today-procfd', 'unfixed', ['frozen']),
  scheduled('today-fixed', 'fixed', ['thawed', 'refrozen', 'frozen']),
  scheduled('naive', 'own', ['thawed', 'frozen']),
  scheduled('proposed', 'proposal'),
];
