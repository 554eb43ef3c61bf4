// SPDX-License-Identifier: MIT
// The shortest counterexamples that a variant, or a mutant, has.
import { SyspecError } from '../base/errors.ts';
import type { Instance, Kill, Mutant } from '../models/proposal.ts';
import { expectations } from '../spec/index.ts';
import { askExplorer } from '../verdicts/explorer.ts';
import { groupBy } from '../verdicts/group.ts';
import { allows, checkFilter, type Filter, refuseName, type Subject } from '../verdicts/select.ts';
import type { Told } from './story.ts';

/** The mutant of this name; undefined when it is a variant. Throws SyspecError BAD_USAGE when it is neither. */
export function mutantNamed({ models }: Subject, name: string): Mutant | undefined {
  const mutant = models.mutants.find((one) => one.name === name);
  if (mutant !== undefined || models.variants.includes(name)) return mutant;
  return refuseName('variant', name, [...models.variants, ...models.mutants.map((one) => one.name)]);
}

/** Where a safety claim is judged: a mutant dies of one only, and a variant may violate any. */
function placesOf(subject: Subject, variant: string, { claim, scenario }: Filter): Kill[] {
  const mutant = mutantNamed(subject, variant);
  const rows = expectations(subject.proposal).filter((e) => e.variant === variant && e.part === 'safety');
  const judged = rows.map((e): Kill => ({ claim: e.id, part: 'safety', scenario: e.scenario }));
  const places = mutant === undefined ? judged : [mutant.killedBy];
  const wanted = places.filter((place) => allows(claim, place.claim) && allows(scenario, place.scenario));
  if (wanted.length > 0) return wanted.filter(({ part }) => part === 'safety');
  const known = [...new Set(places.map((place) => `${place.claim} in ${place.scenario}`))].join(', ');
  const message = `no safety claim of ${variant} is judged there`;
  throw new SyspecError('BAD_USAGE', message, `Widen --claim or --scenario. There are: ${known}.`);
}

/**
 * What the explorer finds violated, in the order of the document's claims, and of one claim the shortest first.
 * Throws SyspecError BAD_USAGE for a variant, claim or scenario that there is not, or that are not judged together.
 */
export function counterexamples(subject: Subject, variant: string, filter: Omit<Filter, 'variant'>): Told[] {
  checkFilter([subject], filter);
  const { proposal, models } = subject;
  const isMutant = mutantNamed(subject, variant) !== undefined;
  const build = (scenario: string): Instance =>
    isMutant ? models.mutant(variant, scenario) : models.variant(variant, scenario);
  const places = placesOf(subject, variant, filter);
  const found = groupBy(places, ({ scenario }) => scenario).flatMap((asked) => {
    const { scenario } = asked[0]!;
    const { verdicts } = askExplorer(build(scenario), asked);
    return asked.flatMap(({ claim: id }, i): Told[] => {
      const verdict = verdicts[i];
      const claim = proposal.claims.find((one) => one.id === id)!;
      return verdict?.kind === 'violated'
        ? [{ proposal, models, variant, scenario, claim, trace: verdict.trace }]
        : [];
    });
  });
  const rank = ({ claim }: Told) => proposal.claims.indexOf(claim);
  return found.sort((a, b) => rank(a) - rank(b) || a.trace.steps.length - b.trace.steps.length);
}
