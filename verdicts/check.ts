// SPDX-License-Identifier: MIT
// Does every variant give its declared verdict? The document says what to ask; the engines answer.
import { setImmediate } from 'node:timers/promises';
import { SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { inParallel } from '../base/pool.ts';
import type { SearchProgress } from '../models/kit/index.ts';
import type { Instance } from '../models/proposal.ts';
import { Doubts } from './doubts.ts';
import { askExplorer, type SearchOptions } from './explorer.ts';
import type { Companion } from './joined.ts';
import { staleness } from './pins.ts';
import { RUNS_AT_ONCE, sizeOf, type TlcPlace } from './place.ts';
import { type Asked, type Group, grouped, mutantQuestions, questions } from './questions.ts';
import { type Answer, type Engine, type Question, type Row, toRow } from './row.ts';
import type { SearchPool } from './search-pool.ts';
import { type Filter, type Subject, withTla } from './select.ts';
import { drawShare } from './share.ts';
import { tlcJobs } from './tlc.ts';
import { Worlds } from './worlds.ts';

/** What to check, and whom to tell about it. */
export interface CheckOptions extends Filter {
  readonly engines: readonly Engine[];
  /** Seeded faults of the proposed variant too, by the explorer. */
  readonly mutants: boolean;
  readonly limits?: SearchOptions['limits'];
  /** TLC is asked only where the manifest says at most so many states; everywhere if not given. */
  readonly maxStates?: number | undefined;
  /** Of these proposals TLC is asked in a share of those places, drawn by this seed. */
  readonly shares?: ReadonlyMap<string, number> | undefined;
  readonly onProgress?: (text: string) => void;
  /** Who else looks at TLC's runs, where there is one. */
  readonly accompany?: (subject: Subject, place: TlcPlace) => Companion | undefined;
  /** Ends the check: in this thread between two searches, in a pool's and of TLC at once. */
  readonly signal?: AbortSignal;
  /** Threads for the searches of proposals that are in the registry; this thread if not given. */
  readonly pool?: SearchPool | undefined;
}

/** The rows that were judged, and whether that is all. */
export interface Checked {
  readonly rows: readonly Row[];
  /** Whether `signal` ended it: then rows are missing. */
  readonly interrupted: boolean;
}

/**
 * The rows of all subjects, each subject's in the document's order, and its mutants after them.
 * Throws SyspecError when an engine gives no verdict: BAD_MODEL, BAD_INPUT, INTERRUPTED and those of `runPlace`.
 */
export async function check(subjects: readonly Subject[], options: CheckOptions): Promise<Row[]> {
  const { rows, interrupted } = await checkUntil(subjects, options);
  if (interrupted) throw new SyspecError('INTERRUPTED', 'the check was interrupted');
  return [...rows];
}

/** The same; where `signal` ends it, with the rows that were judged before. */
export async function checkUntil(subjects: readonly Subject[], options: CheckOptions): Promise<Checked> {
  const finished: Row[] = [];
  const onRow = (row: Row) => void finished.push(row);
  const total = { done: 0, of: subjects.reduce((sum, subject) => sum + searchesOf(subject, options), 0) };
  try {
    const rows: Row[] = [];
    for (const subject of subjects) rows.push(...(await checkSubject(subject, { ...options, onRow, total })));
    return { rows, interrupted: false };
  } catch (error) {
    if (options.signal?.aborted) return { rows: finished, interrupted: true };
    throw error;
  }
}

/** How far all searches are. */
interface Total {
  done: number;
  readonly of: number;
}

interface Checking extends CheckOptions {
  readonly onRow: (row: Row) => void;
  readonly total: Total;
}

function searchesOf(subject: Subject, options: CheckOptions): number {
  if (!options.engines.includes('explorer')) return 0;
  const mutants = options.mutants ? grouped(mutantQuestions(subject, options)).length : 0;
  return grouped(questions(subject, 'explorer', options)).length + mutants;
}

/** The explorer searches while TLC runs in other processes. Whoever fails ends both. */
async function checkSubject(subject: Subject, options: Checking): Promise<Row[]> {
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const own = { ...options, signal };
  const none: Promise<Row[]> = Promise.resolve([]);
  const hasTla = subject.manifest.isAbsent !== true;
  const byTlc = options.engines.includes('tlc') && hasTla ? checkByTlc(subject, own) : none;
  const byExplorer = options.engines.includes('explorer') ? checkByExplorer(subject, own) : none;
  const ofMutants = byExplorer.then(() => (options.mutants ? checkMutants(subject, own) : []));
  const all = [byExplorer, byTlc, ofMutants];
  try {
    return (await Promise.all(all)).flat();
  } catch (error) {
    failed.abort();
    await Promise.allSettled(all);
    throw error;
  }
}

function checkByExplorer(subject: Subject, options: Checking): Promise<Row[]> {
  const { models, manifest } = subject;
  const build = ({ variant, scenario }: Group) => models.variant(variant, scenario);
  // A model that does too little breaks no claim: beside TLC its graphs are counted too.
  const isCounted = options.engines.includes('tlc') && manifest.isAbsent !== true;
  const sizeFault = ({ variant, scenario }: Group, { verdict, ...size }: Answer) =>
    verdict === 'inconclusive' ? null : staleness(manifest, variant, scenario, size, 'the explorer');
  const searched = { kind: 'variant', build, ...(isCounted && { sizeFault }) } as const;
  return explored(questions(subject, 'explorer', options), searched, options);
}

function checkMutants(subject: Subject, options: Checking): Promise<Row[]> {
  const { models } = subject;
  const build = ({ variant, scenario }: Group) => models.mutant(variant, scenario);
  return explored(mutantQuestions(subject, options), { kind: 'mutant', build }, options);
}

/** What is searched, by name and as it is built in this thread. */
interface Searched {
  readonly kind: 'variant' | 'mutant';
  build(group: Group): Instance;
  /** What is wrong with the size of a graph; null when nothing is. Without it sizes are not compared. */
  sizeFault?(group: Group, answer: Answer): string | null;
}

/** A search for each variant and scenario. */
async function explored(asked: readonly Asked[], searched: Searched, options: Checking): Promise<Row[]> {
  const answers = new Map<Asked, Answer>();
  const jobs = grouped(asked).map((group) => async () => {
    // A search in this thread leaves no room for signals to come in.
    await setImmediate();
    if (options.signal?.aborted) throw new SyspecError('INTERRUPTED', 'the check was interrupted');
    const found = await search(searched, group, options);
    options.total.done++;
    for (const [i, one] of group.asked.entries()) {
      // One row of a graph says it, so that the others show what was found.
      const size = i === 0 ? (searched.sizeFault?.(group, found[i]!) ?? null) : null;
      const answer = { ...found[i]!, fault: found[i]!.fault ?? size };
      answers.set(one, answer);
      options.onRow(toRow(one.question, answer));
    }
  });
  await inParallel(jobs, options.pool?.width ?? 1);
  return asked.map((one) => toRow(one.question, answers.get(one)!));
}

async function search({ kind, build }: Searched, group: Group, options: Checking) {
  const { limits, pool, onProgress, signal, total } = options;
  const { slug, variant, scenario } = group.asked[0]!.question;
  const asked = group.asked.map(({ claim, part }) => ({ claim, part }));
  const told = ({ distinct, depth, rate }: SearchProgress) =>
    onProgress?.(
      `${total.done + 1} of ${total.of}: ${slug} ${variant} ${scenario}: ${counted(distinct, 'state')}, depth ${depth}, ${rate < 1000 ? Math.round(rate) : `${Math.round(rate / 1000)} k`}/s`,
    );
  const answers = pool
    ? await pool.search({ slug, kind, name: variant, scenario, asked, limits }, told, signal)
    : askExplorer(build(group), asked, { ...(limits && { limits }), onProgress: told }).answers;
  const file = `models/${slug}/properties.ts`;
  return answers.map((answer) => ({ ...answer, fault: answer.fault && `${file}: ${answer.fault}` }));
}

/** Where TLC is asked, where there are too many states for that, and where it could be asked and is not. */
function placesOfTlc(
  subject: Subject,
  options: Pick<CheckOptions, keyof Filter | 'maxStates' | 'shares' | 'signal'>,
) {
  const { manifest, proposal } = subject;
  const questioned = questions(subject, 'tlc', options);
  const all = grouped(questioned).map((group) => ({
    ...group,
    place: {
      ...{ manifest, variant: group.variant, scenario: group.scenario },
      ...(options.signal && { signal: options.signal }),
    },
  }));
  const most = options.maxStates ?? Number.POSITIVE_INFINITY;
  const small = all.filter(({ place }) => sizeOf(place) <= most);
  const seed = options.shares?.get(proposal.slug);
  const groups = seed === undefined ? small : drawShare(small, seed);
  const kept = new Set(groups.flatMap(({ asked }) => asked));
  return {
    groups,
    asked: questioned.filter((one) => kept.has(one)),
    leftOut: all.length - small.length,
    of: small.length,
  };
}

/** What a check asks of a subject, its seeded faults left out: an interrupted one has rows for a part of it. */
export function askedOf(subject: Subject, options: CheckOptions): Question[] {
  const { engines } = options;
  const byTlc = engines.includes('tlc') && subject.manifest.isAbsent !== true;
  return [
    ...(engines.includes('explorer') ? questions(subject, 'explorer', options) : []),
    ...(byTlc ? placesOfTlc(subject, options).asked : []),
  ].map(({ question }) => question);
}

/** State graphs about which TLC is asked or not. */
export interface AskedOfTlc {
  /** How many are too large. */
  readonly leftOut: number;
  /** How many of the others there are, and how many of them TLC is asked about. */
  readonly of: number;
  readonly asked: number;
  /** Whether it is asked about this one. */
  has(slug: string, variant: string, scenario: string): boolean;
}

/** Which state graphs TLC is asked about; where it is no engine, about none. */
export function askedOfTlc(subjects: readonly Subject[], options: CheckOptions): AskedOfTlc {
  const among = options.engines.includes('tlc') ? withTla(subjects) : [];
  const all = among.map((subject) => ({ subject, ...placesOfTlc(subject, options) }));
  const key = (...parts: readonly string[]) => parts.join(' ');
  const keys = new Set(
    all.flatMap(({ subject, groups }) =>
      groups.map(({ variant, scenario }) => key(subject.proposal.slug, variant, scenario)),
    ),
  );
  const sum = (count: (one: (typeof all)[number]) => number) =>
    all.reduce((total, one) => total + count(one), 0);
  return {
    ...{ leftOut: sum(({ leftOut }) => leftOut), of: sum(({ of }) => of), asked: keys.size },
    has: (slug, variant, scenario) => keys.has(key(slug, variant, scenario)),
  };
}

async function checkByTlc(subject: Subject, options: Checking): Promise<Row[]> {
  const { groups, asked } = placesOfTlc(subject, options);
  const doubts = new Doubts(
    groups.map(({ place }) => place),
    new Worlds(subject, options.signal),
  );
  const jobs = groups.flatMap(({ place, asked: group }) =>
    tlcJobs(place, group, doubts, () => options.accompany?.(subject, place)).map((job) => ({
      ...job,
      group,
      size: sizeOf(place),
    })),
  );
  // The longest first, so that none of them runs on alone at the end.
  jobs.sort((a, b) => b.size - a.size);
  const answers = new Map<Asked, Answer>();
  let done = 0;
  const runs = jobs.map(({ rows, run, group }) => async () => {
    const found = await run();
    for (const [i, row] of rows.entries()) {
      answers.set(group[row]!, found[i]!);
      options.onRow(toRow(group[row]!.question, found[i]!));
    }
    options.onProgress?.(`${subject.proposal.slug}: ${++done} of ${counted(jobs.length, 'run')} of TLC`);
  });
  const rows = groups.flatMap(({ place, asked: group }) => group.map((row) => ({ place, row })));
  await inParallel([...doubts.ahead(rows), ...runs], RUNS_AT_ONCE);
  return asked.map((one) => toRow(one.question, answers.get(one)!));
}
