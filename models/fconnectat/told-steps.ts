// SPDX-License-Identifier: MIT
// What the steps do to what others see, and which of them repeat: by exploring scenarios in which each does all that it can.
import { stepsIn } from '../kernel/told-steps.ts';
import { transitionsOf } from '../kit/index.ts';
import type { ToldStep } from '../told.ts';
import { fconnectat } from './model.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import { seenOf } from './told-specified.ts';
import { VARIANTS, type VariantName } from './variants.ts';

/** A scenario with some of its rivals: the graphs stay small, and each rival's steps do what they do beside others too. */
function withRivals(name: string, ...rivals: readonly string[]): Scenario {
  const scenario = scenarioNamed(name);
  return { ...scenario, rivals: scenario.rivals.filter((each) => rivals.includes(each.name)) };
}

/** None in which a caller loops: where its call ends is not to be seen. */
const explored = (): readonly (readonly [variant: VariantName, scenario: Scenario])[] => [
  ['today-connect', scenarioNamed('cwd')],
  ['naive', withRivals('backlog', 'server', 'signaller')],
  ['proposed', withRivals('backlog', 'server', 'signaller')],
  ['proposed', withRivals('backlog', 'signaller', 'killer', 'closer')],
  ['proposed', scenarioNamed('rights')],
  ['proposed', withRivals('thawed', 'server', 'freezer')],
  // A lookup that leads nowhere after a wait.
  ['today-fixed', scenarioNamed('swap')],
];

/** A row for each action. */
export function toldSteps(): readonly ToldStep[] {
  const graphs = explored().map(([variant, scenario]) =>
    transitionsOf(fconnectat(scenario, VARIANTS[variant])),
  );
  // All that an outsider can see of some program; `at` is a rival's own.
  return stepsIn(
    graphs,
    seenOf(VARIANTS.proposed).filter((name) => name !== 'at'),
  );
}
