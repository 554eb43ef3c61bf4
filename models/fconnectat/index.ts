// SPDX-License-Identifier: MIT
// The proposal as the commands see it.
import type { ProposalModels } from '../proposal.ts';
import { RAISED } from './bounds.ts';
import { FLAG_VALUES } from './flags.ts';
import { GUARDS } from './guards.ts';
import { instance } from './instance.ts';
import { MUTANTS } from './mutants.ts';
import { narrate } from './narrate.ts';
import { operators } from './operators.ts';
import { TABLE } from './oracle.ts';
import { SCENARIOS, scenarioNamed } from './scenarios.ts';
import { TOLD } from './told.ts';
import { VARIANTS, type VariantName } from './variants.ts';

/** Connect to a UNIX socket named relative to a directory descriptor. */
export const fconnectat: ProposalModels = {
  slug: 'fconnectat',
  variants: Object.keys(VARIANTS),
  scenarios: SCENARIOS.map((s) => s.name),
  mutants: MUTANTS,
  reachedByRefusal: ['C9', 'C10', 'C12', 'S'],
  errors: Object.entries(TABLE).map(([id, errno]) => ({ id, errno })),
  flags: FLAG_VALUES,
  programs: Object.fromEntries(Object.entries(VARIANTS).map(([name, { program }]) => [name, program])),
  raised: RAISED,
  guards: GUARDS,
  told: TOLD,
  variant: (variant, scenario) => instance(VARIANTS[variant as VariantName], scenarioNamed(scenario)),
  mutant(name, scenario) {
    const { behaviour, fault } = MUTANTS.find((m) => m.name === name)!;
    return instance(behaviour, scenarioNamed(scenario), fault);
  },
  narrate,
  operators,
};
