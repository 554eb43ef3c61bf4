// SPDX-License-Identifier: MIT
// The proposal as the commands see it.
import type { Instance, ProposalModels } from '../proposal.ts';
import { GUARDS } from './guards.ts';
import { fconnectat as connectModel, type Fault } from './model.ts';
import { MUTANTS } from './mutants.ts';
import { FLAG_VALUES } from './names.ts';
import { narrate } from './narrate.ts';
import { TABLE } from './oracle.ts';
import { propertyFor } from './properties.ts';
import { SCENARIOS, type Scenario, scenarioNamed } from './scenarios.ts';
import { type Behaviour, VARIANTS, type VariantName } from './variants.ts';

/** One behaviour in one scenario, with a fault or without. */
export function instance(behaviour: Behaviour, scenario: Scenario, fault: Fault = {}): Instance {
  return {
    model: connectModel(scenario, behaviour, fault),
    property: (claim, part) => propertyFor(scenario, behaviour, claim, part),
  };
}

/** Connect to a UNIX socket named relative to a directory descriptor. */
export const fconnectat: ProposalModels = {
  slug: 'fconnectat',
  variants: Object.keys(VARIANTS),
  scenarios: SCENARIOS.map((s) => s.name),
  mutants: MUTANTS,
  errors: Object.entries(TABLE).map(([id, errno]) => ({ id, errno })),
  flags: FLAG_VALUES,
  programs: Object.fromEntries(Object.entries(VARIANTS).map(([name, { program }]) => [name, program])),
  guards: GUARDS,
  variant: (variant, scenario) => instance(VARIANTS[variant as VariantName], scenarioNamed(scenario)),
  mutant(name, scenario) {
    const { behaviour, fault } = MUTANTS.find((m) => m.name === name)!;
    return instance(behaviour, scenarioNamed(scenario), fault);
  },
  narrate,
};
