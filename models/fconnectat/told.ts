// SPDX-License-Identifier: MIT
// What the model says in the words of spec/fconnectat.md.
import { programTexts } from '../kernel/objects/unix-socket/told-rivals.ts';
import { toldScenarios } from '../kernel/told-scenarios.ts';
import type { Told } from '../told.ts';
import { ERRNOS } from './errno.ts';
import { RACE, SCENARIOS } from './scenarios.ts';
import { toldBounds } from './told-bounds.ts';
import { toldFlags } from './told-flags.ts';
import { toldVariants } from './told-hand-on.ts';
import { toldOrders } from './told-orders.ts';
import { toldOutcomes } from './told-outcomes.ts';
import { toldChecks, toldRefusals } from './told-refusals.ts';
import { differsIn, worldParts } from './told-scenarios.ts';
import { toldSpecification } from './told-specified.ts';
import { toldSteps } from './told-steps.ts';
import { scenarioOfTla } from './told-tla.ts';

/** Rendered from the model's own data; what explores is computed when it is asked for. */
export const TOLD: Told = {
  ...toldScenarios({
    ...{ scenarios: SCENARIOS, world: RACE, own: ['errors'] },
    ...{ parts: worldParts, differs: differsIn, programTexts, ofTla: scenarioOfTla },
    sets: ({ fs, listeners, callers, rivals }) => ({
      Dir: fs.dirs,
      Inode: fs.inodes,
      Name: fs.names,
      Listener: listeners.map((each) => each.name),
      Caller: callers,
      Rival: rivals.map((each) => each.name),
      Errno: ERRNOS,
    }),
  }),
  bounds: toldBounds(),
  steps: toldSteps,
  refusals: toldRefusals,
  checks: toldChecks,
  orders: toldOrders,
  outcomes: toldOutcomes,
  specification: toldSpecification,
  flags: toldFlags,
  variants: toldVariants,
};
