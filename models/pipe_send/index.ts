// SPDX-License-Identifier: MIT
// The proposal as the commands see it.
import { modelsOf } from '../kernel/proposal.ts';
import type { ProposalModels } from '../proposal.ts';
import { RAISED } from './bounds.ts';
import { FLAG_VALUES } from './flags.ts';
import { GUARDS } from './guards.ts';
import { instance } from './instance.ts';
import { MUTANTS } from './mutants.ts';
import { narrate, shown } from './narrate.ts';
import { TABLE } from './oracle.ts';
import { SCENARIOS } from './scenarios.ts';
import { TOLD } from './told.ts';
import { VARIANTS } from './variants.ts';

/** Send and receive on pipes, with flags that belong to the call. */
export const pipeSend: ProposalModels = {
  slug: 'pipe_send',
  ...modelsOf({
    ...{ variants: VARIANTS, scenarios: SCENARIOS, mutants: MUTANTS, table: TABLE, instance },
  }),
  reachedByRefusal: ['C1', 'C2', 'C9', 'S'],
  flags: FLAG_VALUES,
  raised: RAISED,
  guards: GUARDS,
  told: TOLD,
  narrate,
  shown,
};
