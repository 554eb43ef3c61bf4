// SPDX-License-Identifier: MIT
// The proposal as the commands see it.
import { modelsOf } from '../kernel/proposal.ts';
import type { ProposalModels } from '../proposal.ts';
import { RAISED } from './bounds.ts';
import { FLAG_VALUES } from './flags.ts';
import { GUARDS } from './guards.ts';
import { instance } from './instance.ts';
import { MUTANTS } from './mutants.ts';
import { narrate } from './narrate.ts';
import { operators } from './operators.ts';
import { TABLE } from './oracle.ts';
import { SCENARIOS } from './scenarios.ts';
import { TOLD } from './told.ts';
import { VARIANTS } from './variants.ts';

/** Connect to a UNIX socket named relative to a directory descriptor. */
export const fconnectat: ProposalModels = {
  slug: 'fconnectat',
  ...modelsOf({
    ...{ variants: VARIANTS, scenarios: SCENARIOS, mutants: MUTANTS, table: TABLE, instance },
  }),
  reachedByRefusal: ['C9', 'C10', 'C12', 'S'],
  flags: FLAG_VALUES,
  raised: RAISED,
  guards: GUARDS,
  told: TOLD,
  narrate,
  operators,
};
