// SPDX-License-Identifier: MIT
// Tries each mutant of a proposal's TLA+ on what the document declares, the smallest graph first.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { type Parsed, parseSpecification } from '../../tla/faults/export.ts';
import { type TlaMutant, tlaMutants } from '../../tla/faults/mutants.ts';
import { aloneManifests, type Manifest, SHARED_MODULES } from '../../tla/manifest.ts';
import { formulaComparer } from '../document/index.ts';
import { sizeOf } from '../place.ts';
import { grouped, questions } from '../questions.ts';
import { allows, type Filter, type Subject } from '../select.ts';
import type { Place } from './hints.ts';
import { keyOf, type Memory, type TlaFate } from './memory.ts';
import { rolesOf } from './roles.ts';
import { type AskedPlace, asksAlone, asksNoFairer, asksOf } from './rows.ts';
import { Trial } from './trial.ts';

/** What to try, and whom to tell about it. */
export interface FaultOptions extends Filter {
  /** Only mutants with this in their id. */
  readonly only?: string | undefined;
  /** Only variants and scenarios with at most so many states. */
  readonly maxStates?: number | undefined;
  readonly memory: Memory;
  /** Where mutants died elsewhere, by their ids: that is asked first of those of which the memory says nothing. */
  readonly hints?: ReadonlyMap<string, Place> | undefined;
  /** Mutants that are taken to survive, and are not tried. */
  readonly isSpared?: (mutant: TlaMutant) => boolean;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A mutant and what became of it. */
export interface Tried {
  readonly mutant: TlaMutant;
  readonly fate: TlaFate;
}

/** A mutant may have so many times the states of the specification. */
const TIMES = 20;
/** Other variants than the proposed one come last where they have more states: by then few mutants are left. */
const LARGE_OTHER = 20_000;
/** So few mutants of what judges are tried by those that vouch for it before all graphs are asked, which takes longer. */
const FEW = 16;
/** Small graphs may grow more than large ones. */
const LEAST_LIMIT = 2_000;

/** A proposal's specification and its mutants. @throws SyspecError as `parseSpecification` does */
export async function mutantsOf(
  manifest: Manifest,
  only = '',
): Promise<{ parsed: Parsed; mutants: TlaMutant[] }> {
  const parsed = await parseSpecification(manifest.specFile, [SHARED_MODULES]);
  const mutants = tlaMutants(parsed.syntax, parsed.sources, rolesOf(manifest));
  return { parsed, mutants: mutants.filter(({ id }) => id.includes(only)) };
}

/**
 * Tries all mutants of one proposal, the smallest graph first.
 * @throws SyspecError BAD_INPUT when the specification itself is not as declared; INTERRUPTED, and as `runTlc` does
 */
export async function tryMutants(subject: Subject, options: FaultOptions): Promise<Tried[]> {
  const { parsed, mutants } = await mutantsOf(subject.manifest, options.only);
  if (mutants.length === 0) return [];
  const asks = plan(subject, options);
  const given = [...parsed.sources.values()].map(({ text }) => text).join('\0');
  const common = [given, aloneText(subject.manifest)];
  const recollection = recollectionOf(subject, common, asks, options);
  const trial = new Trial(parsed, mutants, (i, fate) => recollection.set(mutants[i - 1]!, fate), {
    ...options,
    onProgress: (text) => options.onProgress?.(`${subject.proposal.slug}: ${text}`),
  });
  for (const [i, mutant] of mutants.entries()) {
    if (options.isSpared?.(mutant)) {
      trial.recall(i + 1, SPARED);
      continue;
    }
    const known = recollection.get(mutant);
    if (known !== undefined && known.verdict !== 'unread') trial.recall(i + 1, known);
  }
  const differs = formulaComparer(subject);
  // A document with another formula shows nothing by a further difference.
  for (const [i, mutant] of differs() ? [] : mutants.entries()) {
    if (!mutant.judges || !trial.isOpen(i + 1)) continue;
    const edited = { file: parsed.files.get(mutant.module)!, text: mutant.text() };
    if (differs(edited)) trial.settle(i + 1, BY_DOCUMENT);
  }
  const { variant, claim } = options;
  const isWhole = variant === undefined && claim === undefined;
  const { judged, judging } = isWhole ? rootsOf(subject.manifest) : { judged: [], judging: [] };
  // Behaviours too, place by place: else who breaks nothing but liveness is carried through all of the large graphs.
  const together = [...asks.states, ...asks.held].sort((a, b) => inTurn(a.place, b.place));
  const last = mutants.map((mutant) => recollection.whereItDied(mutant) ?? options.hints?.get(mutant.id));
  const wasThere = (number: number, place: AskedPlace) => isSamePlace(last[number - 1], place);
  for (const root of [...judged, ...judging]) await tryByItself(root, trial, mutants, options, wasThere);
  for (const ask of together) await trial.together(ask, (number) => wasThere(number, ask.place));
  const lively = [...asks.held, ...asks.noFairer, ...asks.violated];
  await trial.aloneWhere(lively, wasThere);
  for (const root of judged) await tryByItself(root, trial, mutants, options);
  // A judge that allows too much is kept by all that do less. Those that vouch for it see that, in a run for each.
  const ofJudges = mutants.flatMap(({ judges }, i) => (judges && trial.isOpen(i + 1) ? [i + 1] : []));
  const first = ofJudges.length <= FEW ? ofJudges : [];
  for (const root of judging)
    await tryByItself(root, trial, mutants, options, (number) => first.includes(number));
  for (const ask of together) await trial.together(ask);
  for (const root of judging)
    await tryByItself(root, trial, mutants, options, (number) => !first.includes(number));
  await trial.alone(lively);
  return mutants.map((mutant, i) => ({ mutant, fate: trial.fateOf(i + 1) }));
}

const isSamePlace = (by: Place | null | undefined, { variant, scenario }: AskedPlace): boolean =>
  by?.variant === variant && by.scenario === scenario;

const SPARED: TlaFate = { verdict: 'survived', by: null, message: null, differs: false };

/**
 * What is remembered of mutants. Who died where few places were asked is dead where more are; who lived there is not
 * known to live. A filter by variant, scenario or claim asks what these alone see. Where a mutant died is remembered
 * whatever the texts were: it decides nothing, and says where to look first when they are others.
 */
function recollectionOf(
  subject: Subject,
  common: readonly string[],
  asks: ReturnType<typeof plan>,
  { memory, variant, scenario, claim, maxStates }: FaultOptions,
) {
  const keyWith = (asked: typeof asks) => {
    const given = keyOf([...common, withoutPaths(asked, subject.manifest)]);
    return (mutant: TlaMutant) => keyOf([given, mutant.text()]);
  };
  const isNarrow = [variant, scenario, claim].some((filter) => filter !== undefined);
  const asked = keyWith(asks);
  const dead = isNarrow || maxStates !== undefined ? keyWith(plan(subject, {})) : asked;
  const place = ({ id }: TlaMutant) => keyOf(['where it died', id]);
  return {
    whereItDied: (mutant: TlaMutant) => memory.get(place(mutant))?.by,
    get: (mutant: TlaMutant) =>
      (isNarrow ? undefined : memory.get(dead(mutant))) ?? memory.get(asked(mutant)),
    set(mutant: TlaMutant, fate: TlaFate) {
      const isDead = fate.verdict === 'killed' || fate.verdict === 'error';
      if (isDead) {
        memory.set(dead(mutant), fate);
        memory.set(place(mutant), fate);
      }
      if (isNarrow || !isDead) memory.set(asked(mutant), fate);
    },
  };
}

/** What `check` finds without TLC: a claim's formula is not the document's any more. */
const BY_DOCUMENT: TlaFate = {
  ...{ verdict: 'killed', message: null, differs: false },
  by: { claim: 'formula', variant: 'document', scenario: '' },
};

/** The same in every checkout. */
const withoutPaths = (asks: unknown, { file }: Manifest): string =>
  JSON.stringify(asks).replaceAll(JSON.stringify(dirname(file)).slice(1, -1), '');

/** Where a specification is the behaviour, and where steps of its own judge those that judge. */
function rootsOf(manifest: Manifest): { judged: Manifest[]; judging: Manifest[] } {
  const roots = aloneManifests(manifest);
  return {
    judged: roots.filter(({ vouchesFor }) => vouchesFor === undefined),
    judging: roots.filter(({ vouchesFor }) => vouchesFor !== undefined),
  };
}

/** The texts of the root modules that stand alone. */
const aloneText = (manifest: Manifest): string =>
  aloneManifests(manifest)
    .map(({ specFile }) => readFileSync(specFile, 'utf8'))
    .join('\0');

/** A mutant of a module that this root uses too is tried there, if it is among these. */
async function tryByItself(
  manifest: Manifest,
  trial: Trial,
  mutants: readonly TlaMutant[],
  options: FaultOptions,
  isAmong: (number: number, place: AskedPlace) => boolean = () => true,
): Promise<void> {
  const places = alonePlaces(manifest, options);
  const isAsked = (number: number) => trial.isOpen(number) && places.some((place) => isAmong(number, place));
  const asked = mutants.flatMap((_, i) => (isAsked(i + 1) ? [i + 1] : []));
  if (asked.length === 0) return;
  const parsed = await parseSpecification(manifest.specFile, [SHARED_MODULES]);
  const numbers = asked.filter((number) => parsed.sources.has(mutants[number - 1]!.module));
  if (numbers.length === 0) return;
  const here = numbers.map((number) => mutants[number - 1]!);
  const remember = (number: number, fate: TlaFate) => trial.settle(numbers[number - 1]!, fate);
  const own = new Trial(parsed, here, remember, options);
  for (const place of places)
    await own.together(asksAlone(place), (number) => isAmong(numbers[number - 1]!, place));
}

/** Where a specification is judged by itself. One that makes steps of its own has so many that it is asked about one mutant in a run. */
function alonePlaces(manifest: Manifest, options: FaultOptions): AskedPlace[] {
  const { maxStates = Number.POSITIVE_INFINITY } = options;
  const atOnce = manifest.vouchesFor === undefined ? {} : { atOnce: 1 };
  return manifest.runs
    .filter(({ distinct, scenario }) => distinct <= maxStates && allows(options.scenario, scenario))
    .sort((a, b) => a.distinct - b.distinct)
    .map(({ variant, scenario, distinct }) => {
      return { manifest, variant, scenario, asked: [], size: distinct, limit: limitOf(distinct), ...atOnce };
    });
}

const limitOf = (size: number): number => Math.max(LEAST_LIMIT, TIMES * size);

const isLate = ({ variant, size }: AskedPlace): boolean => variant !== 'proposed' && size > LARGE_OTHER;

const inTurn = (a: AskedPlace, b: AskedPlace): number =>
  Number(isLate(a)) - Number(isLate(b)) || a.size - b.size;

/** The asks of each kind, in the order in which a mutant meets them. */
function plan({ manifest, proposal, ...rest }: Subject, options: Filter & Pick<FaultOptions, 'maxStates'>) {
  const { maxStates = Number.POSITIVE_INFINITY } = options;
  const asked = questions({ manifest, proposal, ...rest }, 'tlc', options);
  const places = grouped(asked).map(({ variant, scenario, asked: its }): AskedPlace => {
    const size = sizeOf({ manifest, variant, scenario });
    return { manifest, variant, scenario, asked: its, size, limit: limitOf(size) };
  });
  const all = places
    .filter(({ size }) => size <= maxStates)
    .sort(inTurn)
    .map((place) => ({ place, asks: asksOf(place) }));
  const asks = {
    states: all.flatMap((one) => one.asks.states),
    held: all.flatMap((one) => one.asks.held),
    noFairer: options.claim === undefined ? all.flatMap(({ place }) => asksNoFairer(place)) : [],
    // One run each, of one mutant: what is left after these is not asked there.
    violated: all.flatMap((one) => (isLate(one.place) ? [] : one.asks.violated)),
  };
  if (Object.values(asks).some((some) => some.length > 0)) return asks;
  const hint = 'Widen --variant, --scenario, --claim or --max-states.';
  throw new SyspecError('BAD_USAGE', 'no claim is judged there', hint);
}
