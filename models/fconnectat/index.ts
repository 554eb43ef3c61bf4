// SPDX-License-Identifier: MIT
// The proposal as the commands see it.
import type { Instance, ProposalModels } from '../proposal.ts';
import { GUARDS } from './guards.ts';
import { fconnectat as connectModel } from './model.ts';
import { MUTANTS } from './mutants.ts';
import { narrate } from './narrate.ts';
import { TABLE } from './oracle.ts';
import { propertyFor } from './properties.ts';
import { BOUNDS, SCENARIOS, scenarioNamed } from './scenarios.ts';
import { type Behaviour, VARIANTS, type VariantName } from './variants.ts';

function instance(behaviour: Behaviour, name: string): Instance {
  const scenario = scenarioNamed(name);
  return {
    model: connectModel(scenario, behaviour),
    property: (claim, part) => propertyFor(scenario, claim, part),
  };
}

/** Connect to a UNIX socket named relative to a directory descriptor. */
export const fconnectat: ProposalModels = {
  slug: 'fconnectat',
  variants: Object.keys(VARIANTS),
  scenarios: SCENARIOS.map((s) => s.name),
  mutants: MUTANTS,
  errors: Object.entries(TABLE).map(([id, errno]) => ({ id, errno })),
  flags: { AT_SYMLINK_NOFOLLOW: 0x100, AT_EMPTY_PATH: 0x1000 },
  programs: Object.fromEntries(Object.entries(VARIANTS).map(([name, { program }]) => [name, program])),
  bounds: BOUNDS,
  guards: GUARDS,
  variant: (variant, scenario) => instance(VARIANTS[variant as VariantName], scenario),
  mutant: (name, scenario) => instance(MUTANTS.find((m) => m.name === name)!.behaviour, scenario),
  narrate,
};
