// SPDX-License-Identifier: MIT
// The shortest counterexamples that a variant, or a mutant, has.

import { SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { nearest } from '../base/suggest.ts';
import type { SearchProgress } from '../models/kit/index.ts';
import type { Instance, Kill, Mutant, Part } from '../models/proposal.ts';
import { expectations } from '../spec/index.ts';
import { askExplorer } from '../verdicts/explorer.ts';
import { groupBy } from '../verdicts/group.ts';
import { allows, checkFilter, type Filter, type Subject } from '../verdicts/select.ts';
import type { Told } from './story.ts';

/** The mutant of this name; undefined when it is a variant. Throws SyspecError BAD_USAGE when it is neither. */
export function mutantNamed({ models }: Subject, name: string): Mutant | undefined {
  const mutant = models.mutants.find((one) => one.name === name);
  if (mutant !== undefined || models.variants.includes(name)) return mutant;
  const faults = models.mutants.map((one) => one.name);
  const near = nearest(name, [...models.variants, ...faults]);
  const seeded = `and ${counted(faults.length, 'seeded fault')}: 'syspec list ${models.slug} --all' has them`;
  const hint = `There are: ${models.variants.join(', ')}; ${seeded}.`;
  throw new SyspecError(
    'BAD_USAGE',
    `no variant '${name}'`,
    near === undefined ? hint : `Did you mean ${near}? ${hint}`,
  );
}

/** The halves of a claim that a trace can violate. */
type Broken = Told['part'];

const isBroken = (part: Part): part is Broken => part === 'safety' || part === 'liveness';

/** A place with a trace, if the claim is violated there. */
interface JudgedAt extends Kill {
  readonly part: Broken;
}

/** Where a claim is judged: a mutant dies of one only, and a variant may violate any. */
function placesOf(subject: Subject, variant: string, { claim, scenario }: Filter): JudgedAt[] {
  const mutant = mutantNamed(subject, variant);
  // What is not claimed is told only when it is asked for.
  const isClaimed = (id: string) => !id.startsWith('N') || id === claim;
  const rows = expectations(subject.proposal).filter(
    (e) => e.variant === variant && e.fair && isBroken(e.part) && isClaimed(e.id),
  );
  const judged = rows.map((e): Kill => ({ claim: e.id, part: e.part, scenario: e.scenario }));
  const places = mutant === undefined ? judged : [mutant.killedBy];
  const wanted = places.filter((place) => allows(claim, place.claim) && allows(scenario, place.scenario));
  if (wanted.length > 0) return wanted.filter((place): place is JudgedAt => isBroken(place.part));
  const known = [...new Set(places.map((place) => `${place.claim} in ${place.scenario}`))].join(', ');
  const message = `no claim of ${variant} that a trace could break is judged there`;
  throw new SyspecError('BAD_USAGE', message, `Widen --claim or --scenario. There are: ${known}.`);
}

/** What is asked of a variant, and who is told how far the searches are. */
export interface Wanted extends Omit<Filter, 'variant'> {
  readonly onProgress?: (text: string) => void;
}

/**
 * What the explorer finds violated, in the order of the document's claims but S last, and of one claim the shortest first.
 * Throws SyspecError BAD_USAGE for a variant, claim or scenario that there is not, or that are not judged together.
 */
export function counterexamples(subject: Subject, variant: string, filter: Wanted): Told[] {
  checkFilter([subject], filter);
  const { proposal, models } = subject;
  const isMutant = mutantNamed(subject, variant) !== undefined;
  const build = (scenario: string): Instance =>
    isMutant ? models.mutant(variant, scenario) : models.variant(variant, scenario);
  const places = placesOf(subject, variant, filter);
  const found = groupBy(places, ({ scenario }) => scenario).flatMap((asked) => {
    const { scenario } = asked[0]!;
    const instance = build(scenario);
    const { model } = instance;
    const onProgress = ({ distinct }: SearchProgress) =>
      filter.onProgress?.(`${models.slug} ${variant} ${scenario}: ${counted(distinct, 'state')}`);
    const { verdicts } = askExplorer(instance, asked, { onProgress });
    return asked.flatMap(({ claim: id, part }, i): Told[] => {
      const verdict = verdicts[i];
      const claim = proposal.claims.find((one) => one.id === id)!;
      if (verdict?.kind !== 'violated') return [];
      const { trace, unexplained } = verdict;
      return [
        {
          ...{ proposal, models, variant, scenario, claim, part, trace, model },
          unexplained: unexplained !== undefined,
        },
      ];
    });
  });
  // A claim in words says more to a reader than the refinement of which it is a corollary.
  const rank = ({ claim }: Told) => (claim.id === 'S' ? Infinity : proposal.claims.indexOf(claim));
  return found.sort(
    (a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)) || a.trace.steps.length - b.trace.steps.length,
  );
}
