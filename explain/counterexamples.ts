// SPDX-License-Identifier: MIT
// The shortest counterexamples that a variant, or a mutant, has.
import { SyspecError } from '../base/errors.ts';
import type { Instance } from '../models/proposal.ts';
import { expectations } from '../spec/index.ts';
import { askExplorer } from '../verdicts/explorer.ts';
import { checkFilter, type Filter, type Subject } from '../verdicts/select.ts';
import type { Told } from './story.ts';

/** A claim in a scenario. */
interface Spot {
  readonly claim: string;
  readonly scenario: string;
}

function spotsOf({ proposal, models }: Subject, variant: string): readonly Spot[] {
  const mutant = models.mutants.find(({ name }) => name === variant);
  if (mutant !== undefined) return mutant.killedBy.part === 'safety' ? [mutant.killedBy] : [];
  if (!models.variants.includes(variant)) {
    const known = [...models.variants, ...models.mutants.map(({ name }) => name)];
    throw new SyspecError('BAD_USAGE', `no variant '${variant}'`, `There are: ${known.join(', ')}.`);
  }
  return expectations(proposal).filter((e) => e.variant === variant && e.part === 'safety');
}

/** What the explorer finds violated, in the order of the document's claims, and of one claim the shortest first. */
export function counterexamples(subject: Subject, variant: string, filter: Filter): Told[] {
  checkFilter([subject], filter);
  const { proposal, models } = subject;
  const is = (given: string | undefined, name: string) => given === undefined || given === name;
  const spots = spotsOf(subject, variant).filter(
    (s) => is(filter.claim, s.claim) && is(filter.scenario, s.scenario),
  );
  const isMutant = models.mutants.some(({ name }) => name === variant);
  const build = (scenario: string): Instance =>
    isMutant ? models.mutant(variant, scenario) : models.variant(variant, scenario);
  const found = spots.flatMap(({ claim: id, scenario }): Told[] => {
    const { verdicts } = askExplorer(build(scenario), [{ claim: id, part: 'safety' }]);
    const [verdict] = verdicts;
    const claim = proposal.claims.find((one) => one.id === id)!;
    return verdict?.kind === 'violated'
      ? [{ proposal, models, variant, scenario, claim, trace: verdict.trace }]
      : [];
  });
  const rank = ({ claim }: Told) => proposal.claims.indexOf(claim);
  return found.sort((a, b) => rank(a) - rank(b) || a.trace.steps.length - b.trace.steps.length);
}
