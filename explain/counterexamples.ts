// SPDX-License-Identifier: MIT
// The shortest counterexamples that a variant, or a mutant, has.
import { setImmediate } from 'node:timers/promises';
import { SyspecError } from '../base/errors.ts';
import { groupBy } from '../base/group.ts';
import { counted } from '../base/plural.ts';
import { nearest } from '../base/suggest.ts';
import type { SearchProgress } from '../models/kit/index.ts';
import type { Instance, Kill, Mutant, Part } from '../models/proposal.ts';
import { expectations } from '../spec/index.ts';
import { type Answers, askExplorer } from '../verdicts/explorer.ts';
import type { SearchPool } from '../verdicts/search-pool.ts';
import { allows, checkFilter, type Filter, type Subject } from '../verdicts/select.ts';
import { inDocumentOrder, inOrderOf } from './first.ts';
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

/** The same, and whether the document declares that it is violated there. */
interface DeclaredAt extends Kill {
  readonly isDeclared: boolean;
}

/** Where a claim is judged: a mutant dies of one only, and a variant may violate any. */
function placesOf(subject: Subject, variant: string, { claim, scenario }: Filter): (JudgedAt & DeclaredAt)[] {
  const mutant = mutantNamed(subject, variant);
  // What is not claimed is told only when it is asked for.
  const isClaimed = (id: string) => !id.startsWith('N') || id === claim;
  const rows = expectations(subject.proposal).filter(
    (e) => e.variant === variant && e.fair && isBroken(e.part) && isClaimed(e.id),
  );
  const judged = rows.map(
    (e): DeclaredAt => ({
      ...{ claim: e.id, part: e.part, scenario: e.scenario, isDeclared: e.expected === 'violated' },
    }),
  );
  const places = mutant === undefined ? judged : [{ ...mutant.killedBy, isDeclared: true }];
  const wanted = places.filter((place) => allows(claim, place.claim) && allows(scenario, place.scenario));
  if (wanted.length > 0)
    return wanted.filter((place): place is JudgedAt & DeclaredAt => isBroken(place.part));
  const known = [...new Set(places.map((place) => `${place.claim} in ${place.scenario}`))].join(', ');
  const message = `no claim of ${variant} that a trace could break is judged there`;
  throw new SyspecError('BAD_USAGE', message, `Widen --claim or --scenario. There are: ${known}.`);
}

/** What is asked of a variant, and who is told how far the searches are. */
export interface Wanted extends Omit<Filter, 'variant'> {
  /** Ends with the first place in which something is violated: that which the document declares first is searched first. */
  readonly firstOnly?: boolean;
  readonly onProgress?: (text: string) => void;
}

/** A scenario that is searched, and what is asked there. */
interface Place {
  readonly scenario: string;
  readonly asked: readonly JudgedAt[];
}

/** What is looked for: of a variant, or a seeded fault. */
class Hunt {
  readonly #subject: Subject;
  readonly #variant: string;
  readonly #onProgress: Wanted['onProgress'];
  readonly kind: 'variant' | 'mutant';
  readonly places: readonly Place[];

  constructor(subject: Subject, variant: string, filter: Wanted) {
    checkFilter([subject], filter);
    this.#subject = subject;
    this.#variant = variant;
    this.#onProgress = filter.onProgress;
    this.kind = mutantNamed(subject, variant) === undefined ? 'variant' : 'mutant';
    const all = placesOf(subject, variant, filter);
    const declared =
      filter.firstOnly === true
        ? inOrderOf(
            subject.proposal,
            all.filter((place) => place.isDeclared),
            (place) => place,
          )
        : [];
    const rest = groupBy(
      all.filter((place) => !declared.includes(place)),
      ({ scenario }) => scenario,
    );
    // One claim alone is decided before the whole graph is seen.
    this.places = [...declared.map((place) => [place]), ...rest].map((asked) => ({
      ...{ scenario: asked[0]!.scenario, asked },
    }));
  }

  instance(scenario: string): Instance {
    return this.#subject.models[this.kind](this.#variant, scenario);
  }

  /** Says how far the search of a place is. */
  telling(place: Place): (progress: SearchProgress) => void {
    const at = `${this.places.indexOf(place) + 1} of ${this.places.length}`;
    const name = `${this.#subject.models.slug} ${this.#variant} ${place.scenario}`;
    return ({ distinct }) =>
      this.#onProgress?.(`searching ${at}: ${name}, ${counted(distinct, 'state')} so far`);
  }

  /** What is violated, of the verdicts on what was asked. */
  violated({ scenario, asked }: Place, verdicts: Answers['verdicts']): Told[] {
    const { proposal, models } = this.#subject;
    const { model } = this.instance(scenario);
    return asked.flatMap(({ claim: id, part }, i): Told[] => {
      const verdict = verdicts[i];
      const claim = proposal.claims.find((one) => one.id === id)!;
      if (verdict?.kind !== 'violated') return [];
      const { trace, unexplained } = verdict;
      return [
        {
          ...{ proposal, models, variant: this.#variant, scenario, claim, part, trace, model },
          unexplained: unexplained !== undefined,
        },
      ];
    });
  }
}

/**
 * What the explorer finds violated, `inDocumentOrder`.
 * Throws SyspecError BAD_USAGE for a variant, claim or scenario that there is not, or that are not judged together.
 */
export function counterexamples(subject: Subject, variant: string, filter: Wanted): Told[] {
  const hunt = new Hunt(subject, variant, filter);
  const found: Told[] = [];
  for (const place of hunt.places) {
    const { scenario, asked } = place;
    const options = { onProgress: hunt.telling(place) };
    found.push(...hunt.violated(place, askExplorer(hunt.instance(scenario), asked, options).verdicts));
    if (filter.firstOnly === true && found.length > 0) break;
  }
  return inDocumentOrder(found);
}

/**
 * The same of a registered proposal, where `signal` ends it: in a thread of the pool at once, in this one between two
 * scenarios. Throws SyspecError INTERRUPTED then, which says what was being searched.
 */
export async function searchCounterexamples(
  subject: Subject,
  variant: string,
  filter: Wanted,
  { pool, signal }: { readonly pool: Pick<SearchPool, 'traces'> | undefined; readonly signal: AbortSignal },
): Promise<Told[]> {
  const hunt = new Hunt(subject, variant, filter);
  const { slug } = subject.models;
  const found: Told[] = [];
  for (const [at, place] of hunt.places.entries()) {
    const { scenario, asked } = place;
    const onProgress = hunt.telling(place);
    const search = { slug, kind: hunt.kind, name: variant, scenario, asked };
    // A search in this thread leaves no room for signals to come in.
    await setImmediate();
    try {
      signal.throwIfAborted();
      const verdicts =
        pool === undefined
          ? askExplorer(hunt.instance(scenario), asked, { onProgress }).verdicts
          : await pool.traces(search, onProgress, signal);
      found.push(...hunt.violated(place, verdicts));
      if (filter.firstOnly === true && found.length > 0) break;
    } catch (error) {
      if (!signal.aborted) throw error;
      const where = `${slug} ${variant} in ${scenario}, search ${at + 1} of ${hunt.places.length}`;
      throw new SyspecError('INTERRUPTED', `interrupted while searching ${where}`, hintOf(filter));
    }
  }
  return inDocumentOrder(found);
}

/** What to do instead of a search that took too long. */
function hintOf({ firstOnly }: Wanted): string {
  if (firstOnly === true) return 'Name a claim or a scenario by --claim or --scenario, to search less.';
  return 'Nothing is shown, for more was asked for: without --all the first one is shown as soon as it is found.';
}
