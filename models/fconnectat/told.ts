// SPDX-License-Identifier: MIT
// What the model says in the words of spec/fconnectat.md.

import { ERRNOS } from '../kernel/errno.ts';
import { programTexts } from '../kernel/objects/unix-socket/told-rivals.ts';
import { toldRivals } from '../kernel/told-rivals.ts';
import type { Told } from '../told.ts';
import { SCENARIOS, type Scenario, scenarioNamed } from './scenarios.ts';
import { toldBounds } from './told-bounds.ts';
import { toldOutcomes } from './told-outcomes.ts';
import { toldChecks, toldRefusals } from './told-refusals.ts';
import { differsIn, OWN_WORLDS, WORLD, worldParts } from './told-scenarios.ts';
import { toldSpecification } from './told-specified.ts';
import { toldSteps } from './told-steps.ts';
import { scenarioOfTla } from './told-tla.ts';

/** The parts of a scenario's own world that are other than in that of each scenario. */
function ownParts(scenario: Scenario) {
  const common = new Map(worldParts(WORLD).map(([part, says]) => [part, says.join('; ')]));
  return worldParts(scenario).filter(([part, says]) => common.get(part) !== says.join('; '));
}

const toldParts = (scenario: Scenario) =>
  ownParts(scenario).map(([part, says]) => ({ of: scenario.name, part, says }));

const toldScenario = (scenario: Scenario) => ({
  name: scenario.name,
  differs: differsIn(scenario),
  rivals: toldRivals(scenario.rivals, programTexts),
});

/** Rendered from the model's own data; what explores is computed when it is asked for. */
export const TOLD: Told = {
  scenarios: SCENARIOS.map(toldScenario),
  worlds: [
    ...worldParts(WORLD).map(([part, says]) => ({ of: null, part, says })),
    ...OWN_WORLDS.flatMap((name) => toldParts(scenarioNamed(name))),
  ],
  bounds: toldBounds(),
  steps: toldSteps,
  refusals: toldRefusals,
  checks: toldChecks,
  outcomes: toldOutcomes,
  specification: toldSpecification,
  tlaScenario(name, world) {
    const scenario = scenarioOfTla(name, world);
    return { ...toldScenario(scenario), parts: OWN_WORLDS.includes(name) ? toldParts(scenario) : [] };
  },
  processes(name) {
    const { callers, loopers, rivals } = scenarioNamed(name);
    return [
      ...callers.map((each) => ({ kind: 'caller', name: each, loops: loopers.includes(each) })),
      ...rivals.map((each) => ({ kind: 'rival', name: each.name, loops: each.loops })),
    ];
  },
  vocabulary(name) {
    const { fs, listeners, callers, rivals } = scenarioNamed(name);
    return {
      sets: {
        Dir: fs.dirs,
        Inode: fs.inodes,
        Name: fs.names,
        Listener: listeners.map((each) => each.name),
        Caller: callers,
        Rival: rivals.map((each) => each.name),
        Errno: ERRNOS,
      },
      limits: {
        'length of its program + 1': Object.fromEntries(
          rivals.map((each) => [each.name, each.program.length + 1]),
        ),
      },
    };
  },
};
