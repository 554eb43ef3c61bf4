// SPDX-License-Identifier: MIT
// What the steps do to what others see, and which of them repeat: by exploring scenarios in which each does all that it can.
import { changesSeen, repeatable, type Standing, type Transitions, transitionsOf } from '../kit/index.ts';
import type { ToldStep } from '../told.ts';
import { fconnectat } from './model.ts';
import type { Caller } from './names.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';
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

function standings({ task }: Seen): Readonly<Record<string, Standing | undefined>> {
  return Object.fromEntries(
    Object.keys(task).map((p) => {
      const { call, pc } = task[p as Caller];
      return [p, call === 'none' ? undefined : { call, at: pc }];
    }),
  );
}

/** A row for each action. */
export function toldSteps(): readonly ToldStep[] {
  const graphs: Transitions<Seen>[] = explored().map(([variant, scenario]) =>
    transitionsOf(fconnectat(scenario, VARIANTS[variant])),
  );
  const seen = changesSeen(graphs);
  const repeats = repeatable(graphs, standings);
  // All that an outsider can see of some program; `at` is a rival's own.
  const outside = seenOf(VARIANTS.proposed).filter((name) => name !== 'at');
  return [...seen].map(([action, changes]) => ({
    action,
    visible: outside.filter((name) => changes.has(name)),
    repeats: repeats.has(action),
  }));
}
