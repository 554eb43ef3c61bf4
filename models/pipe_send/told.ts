// SPDX-License-Identifier: MIT
// What the model says in the words of spec/pipe_send.md.

import { toldRivals } from '../kernel/told-rivals.ts';
import { numberWord } from '../kernel/told-words.ts';
import type { Told, ToldBounds } from '../told.ts';
import { RAISED } from './bounds.ts';
import { ERRNOS } from './errno.ts';
import { MOST, PAGE } from './names.ts';
import { SCENARIOS, type Scenario, scenarioNamed, WORLD } from './scenarios.ts';
import { bytesOf } from './state.ts';
import { differsIn, OWN_WORLDS, programTexts, worldParts } from './told-scenarios.ts';
import { toldChecks, toldSteps } from './told-steps.ts';
import { scenarioOfTla } from './told-tla.ts';

/** The parts of a scenario's own world that are other than in that of each scenario. */
function ownParts(scenario: Scenario) {
  const common = new Map(worldParts(WORLD).map(([part, says]) => [part, says.join('; ')]));
  return worldParts(scenario).filter(([part, says]) => common.get(part) !== says.join('; '));
}

function spanText(of: (scenario: Scenario) => number): string {
  const found = SCENARIOS.map(of);
  const [least, most] = [Math.min(...found), Math.max(...found)];
  return `${numberWord(least)} ${most === least + 1 ? 'or' : 'to'} ${numberWord(most)}`;
}

/** In words, what is raised by one. */
function oneMore(bound: string): string {
  if (bound === 'callers') return 'one more caller';
  return bound === 'slots' ? 'a pipe of one slot more' : 'one more operation of each rival';
}

const BOUNDS: ToldBounds = {
  at: [
    `${spanText(({ callers }) => callers.length)} callers`,
    `a pipe of ${spanText(({ ring }) => ring)} slots`,
    `pages of ${PAGE} bytes`,
    `calls of at most ${MOST} bytes`,
    'the programs above',
  ],
  above: [...new Set(RAISED.map(({ bound }) => oneMore(bound)))],
};

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
  bounds: BOUNDS,
  steps: toldSteps,
  checks: toldChecks,
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
    const scenario = scenarioNamed(name);
    const [callers, rivals] = [scenario.callers, scenario.rivals.map((each) => each.name)];
    return {
      sets: {
        Caller: callers,
        Rival: rivals,
        'Caller + Rival': [...callers, ...rivals],
        Byte: bytesOf(scenario),
        Errno: ERRNOS,
      },
      limits: {
        'length of its program + 1': Object.fromEntries(
          scenario.rivals.map((each) => [each.name, each.program.length + 1]),
        ),
      },
    };
  },
};
