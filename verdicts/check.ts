// SPDX-License-Identifier: MIT
// Does every variant give its declared verdict? The document says what to ask; the engines answer.
import { setImmediate } from 'node:timers/promises';
import { SyspecError } from '../base/errors.ts';
import { inParallel } from '../base/pool.ts';
import type { Instance } from '../models/proposal.ts';
import { Doubts } from './doubts.ts';
import { askExplorer, type SearchOptions } from './explorer.ts';
import { RUNS_AT_ONCE, sizeOf } from './place.ts';
import { type Asked, type Group, grouped, mutantQuestions, questions } from './questions.ts';
import { type Answer, type Engine, type Row, toRow } from './row.ts';
import type { Filter, Subject } from './select.ts';
import { tlcJobs } from './tlc.ts';

/** What to check, and whom to tell about it. */
export interface CheckOptions extends Filter {
  readonly engines: readonly Engine[];
  /** Seeded faults of the proposed variant too, by the explorer. */
  readonly mutants: boolean;
  readonly limits?: SearchOptions['limits'];
  readonly onProgress?: (text: string) => void;
  /** Ends the check between two searches, or a run of TLC at once. */
  readonly signal?: AbortSignal;
}

/**
 * The rows of all subjects, each subject's in the document's order, and its mutants after them.
 * Throws SyspecError when an engine gives no verdict: BAD_MODEL, BAD_INPUT, INTERRUPTED and those of `runPlace`.
 */
export async function check(subjects: readonly Subject[], options: CheckOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of subjects) rows.push(...(await checkSubject(subject, options)));
  return rows;
}

/** The explorer searches in this process while TLC runs in others. Whoever fails ends both. */
async function checkSubject(subject: Subject, options: CheckOptions): Promise<Row[]> {
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

function checkByExplorer(subject: Subject, options: CheckOptions): Promise<Row[]> {
  const { models } = subject;
  const build = ({ variant, scenario }: Group) => models.variant(variant, scenario);
  return explored(questions(subject, 'explorer', options), build, options);
}

function checkMutants(subject: Subject, options: CheckOptions): Promise<Row[]> {
  const { models } = subject;
  const build = ({ variant, scenario }: Group) => models.mutant(variant, scenario);
  return explored(mutantQuestions(subject, options), build, options);
}

/** A search for each variant and scenario. */
async function explored(
  asked: readonly Asked[],
  build: (group: Group) => Instance,
  options: CheckOptions,
): Promise<Row[]> {
  const answers = new Map<Asked, Answer>();
  for (const group of grouped(asked)) {
    // A search leaves no room for signals to come in.
    await setImmediate();
    if (options.signal?.aborted) throw new SyspecError('INTERRUPTED', 'the check was interrupted');
    const found = search(build(group), group, options);
    for (const [i, one] of group.asked.entries()) answers.set(one, found[i]!);
  }
  return asked.map((one) => toRow(one.question, answers.get(one)!));
}

function search(instance: Instance, { asked }: Group, { limits, onProgress }: CheckOptions) {
  const { slug, variant, scenario } = asked[0]!.question;
  const parts = asked.map(({ claim, part }) => ({ claim, part }));
  const { answers } = askExplorer(instance, parts, {
    ...(limits && { limits }),
    onProgress: ({ distinct, depth, rate }) =>
      onProgress?.(
        `${slug} ${variant} ${scenario}: ${distinct.toLocaleString('en-US')} states, depth ${depth}, ${Math.round(rate / 1000)} k/s`,
      ),
  });
  const file = `models/${slug}/properties.ts`;
  return answers.map((answer) => ({ ...answer, fault: answer.fault && `${file}: ${answer.fault}` }));
}

async function checkByTlc(subject: Subject, options: CheckOptions): Promise<Row[]> {
  const { manifest, proposal } = subject;
  const asked = questions(subject, 'tlc', options);
  const groups = grouped(asked).map(({ variant, scenario, asked: group }) => ({
    place: { manifest, variant, scenario, ...(options.signal && { signal: options.signal }) },
    group,
  }));
  const doubts = new Doubts(groups.map(({ place }) => place));
  const jobs = groups.flatMap(({ place, group }) =>
    tlcJobs(place, group, doubts).map((job) => ({ ...job, group, size: sizeOf(place) })),
  );
  // The longest first, so that none of them runs on alone at the end.
  jobs.sort((a, b) => b.size - a.size);
  const answers = new Map<Asked, Answer>();
  let done = 0;
  const counted = jobs.map(({ rows, run, group }) => async () => {
    const found = await run();
    for (const [i, row] of rows.entries()) answers.set(group[row]!, found[i]!);
    options.onProgress?.(`${proposal.slug}: ${++done} of ${jobs.length} runs of TLC`);
  });
  await inParallel(counted, RUNS_AT_ONCE);
  return asked.map((one) => toRow(one.question, answers.get(one)!));
}
