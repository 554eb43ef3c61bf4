// SPDX-License-Identifier: MIT
// A proposal as the commands see it, made of what all have: variants, scenarios, mutants and a table of errors.
import type { Instance, ProposalModels } from '../proposal.ts';
import type { Program } from './instances.ts';
import type { Seeded } from './seeded-fault.ts';

/** What a proposal has. `B` is a behaviour, `C` a scenario, `F` a fault. */
interface Parts<B extends Program, C, F> {
  readonly variants: Readonly<Record<string, B>>;
  readonly scenarios: readonly C[];
  readonly mutants: readonly Seeded<B, F>[];
  /** The errno of each row of the table of errors. */
  readonly table: Readonly<Record<string, string>>;
  instance(behaviour: B, scenario: C, fault?: F): Instance;
}

/** What follows from them. */
type Made = 'variants' | 'scenarios' | 'mutants' | 'errors' | 'programs' | 'variant' | 'mutant';

/** Lists of all, and the model of a variant or of a mutant in a scenario. */
export function modelsOf<B extends Program, C extends { readonly name: string }, F>({
  variants,
  scenarios,
  mutants,
  table,
  instance,
}: Parts<B, C, F>): Pick<ProposalModels, Made> {
  const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T =>
    all.find((each) => each.name === name)!;
  return {
    variants: Object.keys(variants),
    scenarios: scenarios.map(({ name }) => name),
    mutants,
    errors: Object.entries(table).map(([id, errno]) => ({ id, errno })),
    programs: Object.fromEntries(Object.entries(variants).map(([name, { program }]) => [name, program])),
    variant: (variant, scenario) => instance(variants[variant]!, named(scenarios, scenario)),
    mutant(name, scenario) {
      const { behaviour, fault } = named(mutants, name);
      return instance(behaviour, named(scenarios, scenario), fault);
    },
  };
}
