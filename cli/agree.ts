// SPDX-License-Identifier: MIT
// syspec agree: do model and TLA+ have the same state graph?
import { Command } from 'commander';
import pc from 'picocolors';
import { type Agreement, agree, type Claimed } from '../agree/agree.ts';
import { comparing } from '../agree/beside.ts';
import { agrees } from '../agree/claims.ts';
import { showClaim, showDifference } from '../agree/show.ts';
import { EXIT, SyspecError } from '../base/errors.ts';
import type { Finding } from '../base/finding.ts';
import { counted, grouped } from '../base/plural.ts';
import { inParallel } from '../base/pool.ts';
import { startProgress } from '../base/progress.ts';
import { ROOT } from '../base/root.ts';
import { aligned } from '../base/table.ts';
import { addRun, inputsOf } from '../records/record.ts';
import type { CheckOptions } from '../verdicts/check.ts';
import { RUNS_AT_ONCE, sizeOf } from '../verdicts/place.ts';
import { questions } from '../verdicts/questions.ts';
import {
  allows,
  checkFilter,
  type Filter,
  requireTla,
  type Subject,
  selectSubjects,
  slugsWithoutTla,
  withTla,
} from '../verdicts/select.ts';
import { requireWhole } from './require-whole.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { toolVersions } from './tool-versions.ts';
import { atLeast } from './whole-number.ts';

/** The options of `agree`. */
export interface AgreeFlags extends Omit<Filter, 'claim'> {
  /** Only graphs that the manifest pins with at most so many states. */
  readonly maxStates?: number;
  /** Only these; all if not given. */
  readonly isShared?: (slug: string, variant: string, scenario: string) => boolean;
  readonly json: boolean;
}

interface Flags extends AgreeFlags {
  readonly record: boolean;
}

/** A comparison, and whose graphs were compared. */
export type Compared = Agreement & { readonly slug: string };

interface Job {
  readonly variant: string;
  readonly scenario: string;
  readonly slug: string;
  /** States, by the manifest; 0 where it does not say. */
  readonly size: number;
  run(): Promise<Compared>;
}

/** What was compared, and how many graphs were too large to be. */
export interface ComparedAll {
  readonly compared: readonly Compared[];
  readonly leftOut: number;
  /** How many others were not in the share. */
  readonly notShared?: number;
  /** Whether it was ended before all were compared. */
  readonly interrupted?: boolean;
}

/** The rows that both engines judge state by state. */
function claimedOf(subject: Subject, variant: string, scenario: string): Claimed[] {
  return questions(subject, 'tlc', { variant, scenario }).flatMap(({ claim, part }) =>
    part === 'safety' || part === 'progress' ? [{ claim, part }] : [],
  );
}

/** Whether these flags let through a graph of so many states. */
const isAllowed = (size: number, { maxStates = Number.POSITIVE_INFINITY }: Pick<AgreeFlags, 'maxStates'>) =>
  size <= maxStates;

/** Compares by the runs of TLC that a check makes, and puts what it finds into `known`. */
export function comparingBeside(
  flags: Pick<AgreeFlags, 'maxStates'>,
  known: Compared[],
): NonNullable<CheckOptions['accompany']> {
  return (subject, place) => {
    if (!isAllowed(sizeOf(place), flags)) return undefined;
    const { variant, scenario } = place;
    const build = () => subject.models.variant(variant, scenario);
    const { slug } = subject.proposal;
    return comparing(place, build, claimedOf(subject, variant, scenario), (agreement) => {
      known.push({ slug, ...agreement });
    });
  };
}

function jobsOf(subject: Subject, flags: AgreeFlags, signal: AbortSignal, known: readonly Compared[]): Job[] {
  const { models, manifest } = subject;
  const { slug } = subject.proposal;
  const variants = models.variants.filter((name) => allows(flags.variant, name));
  const scenarios = models.scenarios.filter((name) => allows(flags.scenario, name));
  return variants.flatMap((variant) =>
    scenarios.map((scenario): Job => {
      const place = { manifest, variant, scenario, signal };
      const compared = known.find(
        (one) => one.slug === slug && one.variant === variant && one.scenario === scenario,
      );
      const run = async () => {
        if (compared !== undefined) return compared;
        const claimed = claimedOf(subject, variant, scenario);
        return { slug, ...(await agree(place, models.variant(variant, scenario), claimed)) };
      };
      return { slug, variant, scenario, size: sizeOf(place), run };
    }),
  );
}

/** All jobs, and those that the flags let through. Throws SyspecError BAD_USAGE when that is none. */
function jobsOfAll(
  subjects: readonly Subject[],
  flags: AgreeFlags,
  signal: AbortSignal,
  known: readonly Compared[],
) {
  checkFilter(subjects, flags);
  const all = subjects.flatMap((subject) => jobsOf(subject, flags, signal, known));
  const small = all.filter(({ size }) => isAllowed(size, flags));
  const { isShared = () => true } = flags;
  const jobs = small.filter(({ slug, variant, scenario }) => isShared(slug, variant, scenario));
  const notCompared = { leftOut: all.length - small.length, notShared: small.length - jobs.length };
  if (jobs.length > 0) return { jobs, ...notCompared };
  const hint = 'Widen --variant, --scenario or --max-states.';
  throw new SyspecError('BAD_USAGE', 'there is no such graph', hint);
}

/** Throws SyspecError BAD_USAGE where the flags let no graph through. */
export function requireGraph(subjects: readonly Subject[], flags: AgreeFlags): void {
  jobsOfAll(subjects, flags, new AbortController().signal, []);
}

/**
 * Compares what the flags let through. Throws SyspecError BAD_USAGE when that is nothing.
 * @param known what is compared already
 */
export async function compareAll(
  subjects: readonly Subject[],
  flags: AgreeFlags,
  signal: AbortSignal,
  onProgress: (text: string) => void = () => {},
  known: readonly Compared[] = [],
): Promise<ComparedAll> {
  const { jobs, ...notCompared } = jobsOfAll(subjects, flags, signal, known);
  const finished: Compared[] = [];
  const reporting = jobs.map(({ run: job }) => async () => {
    if (signal.aborted) throw new SyspecError('INTERRUPTED', 'interrupted');
    const compared = await job();
    finished.push(compared);
    onProgress(`comparing state graphs: ${finished.length} of ${jobs.length} done`);
    return compared;
  });
  try {
    return { compared: await inParallel(reporting, RUNS_AT_ONCE), ...notCompared };
  } catch (error) {
    if (signal.aborted) return { compared: finished, ...notCompared, interrupted: true };
    throw error;
  }
}

/** What is compared, and what was counted. */
function cells(compared: Compared): readonly string[] {
  const { slug, variant, scenario, distinct, transitions, claims, depth, seconds } = compared;
  const pair = ({ model, tla }: { readonly model: number; readonly tla: number }, noun: string) =>
    model === tla ? counted(model, noun) : `${grouped(model)} (model) and ${grouped(tla)} (TLA+) ${noun}s`;
  return [
    `${slug} ${variant} ${scenario}`,
    `${pair(distinct, 'state')}, ${pair(transitions, 'transition')}, ${counted(claims.length, 'claim')}, depth ${depth}, ${seconds.toFixed(1)} s`,
  ];
}

function staleText({ pinned }: Compared): string {
  const says =
    pinned === null ? 'pins no such run' : `pins ${pinned.distinct} states and depth ${pinned.depth}`;
  return `   the manifest ${says}: correct it if the change is meant`;
}

function show(compared: Compared, line: string, colors: boolean): string {
  const { difference, claims, variables, actors, stale, ok } = compared;
  const { green, red } = pc.createColors(colors);
  return [
    `${ok ? green('ok') : red('XX')} ${line}`,
    ...(difference === undefined ? [] : [showDifference(difference, 'model', 'TLA+')]),
    ...claims.filter((one) => !agrees(one)).map((one) => showClaim(one, variables, 'model', 'TLA+')),
    ...(actors ? [] : ['   not compared who takes the steps: the manifest lists no actions']),
    ...(stale ? [staleText(compared)] : []),
  ].join('\n');
}

/** What was compared, and whose TLA+ is not there. */
type Shown = ComparedAll & { readonly withoutTla?: readonly string[] };

/** These comparisons as one object; `ok` says whether each was made, and found the same. */
export function agreeJson({ compared, leftOut, notShared = 0, interrupted = false, withoutTla = [] }: Shown) {
  return {
    schema: 1,
    results: compared.map((one) => ({ ...one, difference: one.difference ?? null })),
    leftOut,
    ...(notShared === 0 ? {} : { notShared }),
    ...(withoutTla.length === 0 ? {} : { withoutTla }),
    ...(interrupted ? { interrupted } : {}),
    ok: !interrupted && compared.every((one) => one.ok),
  } as const;
}

/** What `agree` prints of these comparisons, as JSON or as text with or without colours. */
export function agreeText(found: Shown, json: boolean, colors: boolean): Printed {
  const { compared, leftOut, notShared = 0, interrupted = false, withoutTla = [] } = found;
  const object = agreeJson(found);
  const table = aligned(compared.map(cells));
  const lines = compared.map((one, at) => show(one, table[at]!, colors));
  if (leftOut > 0) lines.push(`-- ${counted(leftOut, 'larger state graph')} not compared`);
  if (notShared > 0) lines.push(`-- ${counted(notShared, 'state graph')} not in the share, and not compared`);
  for (const slug of withoutTla) lines.push(`-- not compared: ${slug}: its TLA+ is not there`);
  if (interrupted)
    lines.push('XX interrupted: the other graphs were not compared, so that there is no verdict');
  const text = json ? JSON.stringify(object) : lines.join('\n');
  if (interrupted) return { text: `${text}\n`, exitCode: EXIT.environment };
  return { text: `${text}\n`, exitCode: object.ok ? EXIT.holds : EXIT.failed };
}

/** What is recorded of the graphs of one proposal. */
export function findingOf(compared: readonly Compared[]): Finding {
  const sum = (count: (one: Compared) => number) => compared.reduce((total, one) => total + count(one), 0);
  return {
    ...{ kind: 'agree', name: '', environment: null, seed: null, rows: [] },
    ok: compared.length > 0 && compared.every((one) => one.ok),
    totals: {
      graphs: compared.length,
      same: sum(({ ok }) => Number(ok)),
      states: sum(({ distinct }) => distinct.model),
      transitions: sum(({ transitions }) => transitions.model),
      claims: sum(({ claims }) => claims.length),
    },
  };
}

/** @throws SyspecError BAD_USAGE where a comparison is not of all graphs, or there is no checkout */
function checkRecord({ record, variant, scenario, maxStates }: Flags): void {
  if (!record) return;
  requireWhole('agree --record', 'a comparison of all graphs', {
    variant: variant !== undefined,
    scenario: scenario !== undefined,
    'max-states': maxStates !== undefined,
  });
}

async function run(slugs: readonly string[], flags: Flags): Promise<void> {
  checkRecord(flags);
  const all = selectSubjects(slugs);
  // One that nobody has named keeps no other from being compared.
  const subjects = slugs.length > 0 ? all : withTla(all);
  requireTla(subjects);
  const recorded = flags.record ? subjects.map(({ proposal }) => proposal.slug) : [];
  const inputs = recorded.map((slug) => ({ slug, its: inputsOf(ROOT, slug, 'agree') }));
  const progress = startProgress('comparing');
  const found = await interruptible((signal) =>
    compareAll(subjects, flags, signal, (text) => progress.update(text)),
  ).finally(() => progress.done());
  for (const { slug, its } of found.interrupted === true ? [] : inputs) {
    const finding = findingOf(found.compared.filter((one) => one.slug === slug));
    addRun(ROOT, slug, { ...finding, tools: await toolVersions('TLC') }, its);
  }
  print(agreeText({ ...found, withoutTla: slugsWithoutTla(all) }, flags.json, hasColors()));
}

/** The command. */
export function agreeCommand(): Command {
  return new Command('agree')
    .description(SUMMARIES.agree)
    .argument('[slug...]', 'proposals; all by default')
    .option('--variant <name>', 'only this variant')
    .option('--scenario <name>', 'only this scenario')
    .option('--max-states <n>', 'only graphs with at most so many states', atLeast(1))
    .option('--record', 'all graphs: put what was found into records/', false)
    .option('--json', 'print one JSON object', false)
    .action(run);
}
