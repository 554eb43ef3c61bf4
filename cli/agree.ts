// SPDX-License-Identifier: MIT
// syspec agree: do model and TLA+ have the same state graph?
import { Command } from 'commander';
import pc from 'picocolors';
import { type Agreement, agree, type Claimed } from '../agree/agree.ts';
import { agrees } from '../agree/claims.ts';
import { showClaim, showDifference } from '../agree/show.ts';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { inParallel } from '../base/pool.ts';
import { startProgress } from '../base/progress.ts';
import { RUNS_AT_ONCE } from '../verdicts/place.ts';
import { questions } from '../verdicts/questions.ts';
import { allows, checkFilter, type Filter, type Subject, selectSubjects } from '../verdicts/select.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';

/** The options of `agree`. */
export interface AgreeFlags extends Omit<Filter, 'claim'> {
  readonly json: boolean;
}

/** A comparison, and whose graphs were compared. */
export type Compared = Agreement & { readonly slug: string };

type Job = () => Promise<Compared>;

/** The rows that both engines judge state by state. */
function claimedOf(subject: Subject, variant: string, scenario: string): Claimed[] {
  return questions(subject, 'tlc', { variant, scenario }).flatMap(({ claim, part }) =>
    part === 'safety' || part === 'progress' ? [{ claim, part }] : [],
  );
}

function jobsOf(subject: Subject, flags: AgreeFlags, signal: AbortSignal): Job[] {
  const { models, manifest } = subject;
  const { slug } = subject.proposal;
  const variants = models.variants.filter((name) => allows(flags.variant, name));
  const scenarios = models.scenarios.filter((name) => allows(flags.scenario, name));
  return variants.flatMap((variant) =>
    scenarios.map((scenario) => async () => {
      const place = { manifest, variant, scenario, signal };
      const claimed = claimedOf(subject, variant, scenario);
      return { slug, ...(await agree(place, models.variant(variant, scenario), claimed)) };
    }),
  );
}

/** Compares what the flags let through. Throws SyspecError BAD_USAGE when that is nothing. */
export async function compareAll(
  subjects: readonly Subject[],
  flags: AgreeFlags,
  signal: AbortSignal,
  onProgress: (text: string) => void = () => {},
): Promise<Compared[]> {
  checkFilter(subjects, flags);
  const jobs = subjects.flatMap((subject) => jobsOf(subject, flags, signal));
  if (jobs.length === 0) {
    throw new SyspecError('BAD_USAGE', 'there is no such graph', 'Widen --variant or --scenario.');
  }
  let done = 0;
  const reporting = jobs.map((job) => async () => {
    const compared = await job();
    onProgress(`${++done} of ${counted(jobs.length, 'state graph')} compared`);
    return compared;
  });
  return inParallel(reporting, RUNS_AT_ONCE);
}

function line(compared: Compared, mark: string) {
  const { slug, variant, scenario, distinct, transitions, claims, depth, seconds } = compared;
  const pair = ({ model, tla }: { readonly model: number; readonly tla: number }, noun: string) =>
    model === tla
      ? counted(model, noun)
      : `${model.toLocaleString('en-US')} (model) and ${tla.toLocaleString('en-US')} (TLA+) ${noun}s`;
  const name = `${slug} ${variant} ${scenario}`.padEnd(38);
  return `${mark} ${name} ${pair(distinct, 'state')}, ${pair(transitions, 'transition')}, ${counted(claims.length, 'claim')}, depth ${depth}, ${seconds.toFixed(1)} s`;
}

function staleText({ pinned }: Compared): string {
  const says =
    pinned === null ? 'pins no such run' : `pins ${pinned.distinct} states and depth ${pinned.depth}`;
  return `   the manifest ${says}: correct it if the change is meant`;
}

function show(compared: Compared, colors: boolean): string {
  const { difference, claims, variables, actors, stale, ok } = compared;
  const { green, red } = pc.createColors(colors);
  return [
    line(compared, ok ? green('ok') : red('XX')),
    ...(difference === undefined ? [] : [showDifference(difference, 'model', 'TLA+')]),
    ...claims.filter((one) => !agrees(one)).map((one) => showClaim(one, variables, 'model', 'TLA+')),
    ...(actors ? [] : ['   not compared who takes the steps: the manifest lists no actions']),
    ...(stale ? [staleText(compared)] : []),
  ].join('\n');
}

/** What `agree` prints of these comparisons, as JSON or as text with or without colours. */
export function agreeText(compared: readonly Compared[], json: boolean, colors: boolean): Printed {
  const ok = compared.every((one) => one.ok);
  const results = compared.map((one) => ({ ...one, difference: one.difference ?? null }));
  const text = json
    ? JSON.stringify({ schema: 1, results, ok })
    : compared.map((one) => show(one, colors)).join('\n');
  return { text: `${text}\n`, exitCode: ok ? EXIT.holds : EXIT.failed };
}

async function run(slugs: readonly string[], flags: AgreeFlags): Promise<void> {
  const subjects = selectSubjects(slugs);
  const progress = startProgress();
  const compared = await interruptible((signal) =>
    compareAll(subjects, flags, signal, (text) => progress.update(text)),
  ).finally(() => progress.done());
  print(agreeText(compared, flags.json, hasColors()));
}

/** The command. */
export function agreeCommand(): Command {
  return new Command('agree')
    .description(
      'Have model and TLA+ the same state graph, and are the claims true of the same states? (needs Java)',
    )
    .argument('[slug...]', 'proposals; all by default')
    .option('--variant <name>', 'only this variant')
    .option('--scenario <name>', 'only this scenario')
    .option('--json', 'print one JSON object', false)
    .action(run);
}
