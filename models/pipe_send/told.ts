// SPDX-License-Identifier: MIT
// What the model says in the words of spec/pipe_send.md.
import { spanText, toldScenarios } from '../kernel/told-scenarios.ts';
import type { Told, ToldBounds } from '../told.ts';
import { RAISED } from './bounds.ts';
import { ERRNOS } from './errno.ts';
import { MOST, PAGE } from './names.ts';
import { SCENARIOS, WORLD } from './scenarios.ts';
import { bytesOf } from './state.ts';
import { toldOutcomes } from './told-outcomes.ts';
import { differsIn, programTexts, worldParts } from './told-scenarios.ts';
import { toldSpecification } from './told-specified.ts';
import { toldChecks, toldSteps } from './told-steps.ts';
import { scenarioOfTla } from './told-tla.ts';

/** In words, what is raised by one. */
function oneMore(bound: string): string {
  if (bound === 'callers') return 'one more caller';
  return bound === 'slots' ? 'a pipe of one slot more' : 'one more operation of each rival';
}

const BOUNDS: ToldBounds = {
  at: [
    `${spanText(SCENARIOS.map(({ callers }) => callers.length))} callers`,
    `a pipe of ${spanText(SCENARIOS.map(({ ring }) => ring))} slots`,
    `pages of ${PAGE} bytes`,
    `calls of at most ${MOST} bytes`,
    'the programs above',
  ],
  above: [...new Set(RAISED.map(({ bound }) => oneMore(bound)))],
};

/** Rendered from the model's own data; what explores is computed when it is asked for. */
export const TOLD: Told = {
  ...toldScenarios({
    ...{ scenarios: SCENARIOS, world: WORLD, own: ['errors', 'refusals'] },
    ...{ parts: worldParts, differs: differsIn, programTexts, ofTla: scenarioOfTla },
    sets(scenario) {
      const [callers, rivals] = [scenario.callers, scenario.rivals.map((each) => each.name)];
      return {
        Caller: callers,
        Rival: rivals,
        'Caller + Rival': [...callers, ...rivals],
        Byte: bytesOf(scenario),
        Errno: ERRNOS,
      };
    },
  }),
  bounds: BOUNDS,
  steps: toldSteps,
  checks: toldChecks,
  outcomes: toldOutcomes,
  specification: toldSpecification,
};
