// SPDX-License-Identifier: MIT
// Does every variant give its declared verdict? The document says what to ask; the engines answer.
import { availableParallelism } from 'node:os';
import { inParallel } from '../base/pool.ts';
import { type Expectation, expectations } from '../spec/index.ts';
import { readManifest } from '../tla/manifest.ts';
import { askExplorer, type SearchOptions } from './explorer.ts';
import { type Answer, type Engine, type Question, type Row, toRow } from './row.ts';
import type { Filter, Subject } from './select.ts';
import { type AskedTlc, type Job, tlcJobs } from './tlc.ts';

/** What to check, and whom to tell about it. */
export interface CheckOptions extends Filter {
  readonly engines: readonly Engine[];
  /** Seeded faults of the proposed variant too, by the explorer. */
  readonly mutants: boolean;
  readonly limits?: SearchOptions['limits'];
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** One row's question, and the part of the claim that it is about. */
type Asked = Question & { readonly part: AskedTlc['part']; readonly id: string };

/** The rows of all subjects, in the document's order. */
export async function check(subjects: readonly Subject[], options: CheckOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of subjects) {
    if (options.engines.includes('explorer')) rows.push(...checkByExplorer(subject, options));
    if (options.engines.includes('tlc')) rows.push(...(await checkByTlc(subject, options)));
  }
  return rows;
}

function questions({ proposal }: Subject, engine: Engine, filter: Filter): Asked[] {
  return expectations(proposal)
    .filter((e) => wanted(e, filter))
    .map((e) => ({
      slug: proposal.slug,
      variant: e.variant,
      claim: e.claim,
      id: e.id,
      part: e.fair ? e.part : 'unfair',
      scenario: e.scenario,
      engine,
      expected: e.expected,
    }));
}

function wanted(e: Expectation, { variant, scenario, claim }: Filter): boolean {
  const is = (given: string | undefined, name: string) => given === undefined || given === name;
  return is(variant, e.variant) && is(scenario, e.scenario) && is(claim, e.id);
}

const isTemporal = ({ part }: Asked): boolean => part === 'liveness' || part === 'unfair';

function places(asked: readonly Asked[]): Asked[][] {
  const groups = new Map<string, Asked[]>();
  for (const one of asked) {
    const key = `${one.variant}\n${one.scenario}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function checkByExplorer(subject: Subject, options: CheckOptions): Row[] {
  // Liveness is TLC's: the explorer looks at states.
  const asked = questions(subject, 'explorer', options).filter((one) => !isTemporal(one));
  const rows = places(asked).flatMap((group) => {
    const { variant, scenario } = group[0]!;
    const instance = subject.models.variant(variant, scenario);
    return explorerRows(instance, group, options);
  });
  return inOrder(asked, rows).concat(options.mutants ? mutantRows(subject, options) : []);
}

function explorerRows(
  instance: ReturnType<Subject['models']['variant']>,
  group: readonly Asked[],
  { limits, onProgress }: CheckOptions,
): Row[] {
  const { slug, variant, scenario } = group[0]!;
  const parts = group.map(({ id, part }) => ({ claim: id, part: part as 'safety' }));
  const { answers } = askExplorer(instance, parts, {
    ...(limits && { limits }),
    onProgress: ({ distinct, depth, rate }) =>
      onProgress?.(
        `${slug} ${variant} ${scenario}: ${distinct.toLocaleString('en-US')} states, depth ${depth}, ${Math.round(rate / 1000)} k/s`,
      ),
  });
  return group.map((one, i) => asRow(one, answers[i]!));
}

function asRow({ part: _part, id: _id, ...question }: Asked, answer: Answer): Row {
  return toRow(question, answer);
}

/** Each mutant in the scenario, and by the claim, that it declares. */
function mutantRows({ proposal, models }: Subject, options: CheckOptions): Row[] {
  return models.mutants.flatMap(({ name, killedBy: { claim, part, scenario } }) => {
    const asked: Asked = {
      ...{
        slug: proposal.slug,
        variant: name,
        claim: part === 'safety' ? claim : `${claim}.${part}`,
        id: claim,
      },
      ...{ part, scenario, engine: 'explorer', expected: 'violated' },
    };
    return explorerRows(models.mutant(name, scenario), [asked], options);
  });
}

async function checkByTlc(subject: Subject, options: CheckOptions): Promise<Row[]> {
  const { slug } = subject.proposal;
  const manifest = readManifest(slug);
  const asked = questions(subject, 'tlc', options);
  const jobs: (Job & { readonly group: readonly Asked[] })[] = places(asked).flatMap((group) => {
    const { variant, scenario } = group[0]!;
    const place = { manifest, variant, scenario, ...(options.signal && { signal: options.signal }) };
    const parts = group.map(({ id, part, expected }) => ({ claim: id, part, expected }));
    return tlcJobs(place, parts).map((job) => ({ ...job, group }));
  });
  let done = 0;
  const width = Math.min(2, availableParallelism());
  const rows = await inParallel(
    jobs.map(({ rows, run, group }) => async () => {
      const answers = await run();
      done++;
      options.onProgress?.(`${slug}: ${done} of ${jobs.length} runs of TLC`);
      return answers.map((answer, i) => asRow(group[rows[i]!]!, answer));
    }),
    width,
  );
  return inOrder(asked, rows.flat());
}

function inOrder(asked: readonly Asked[], rows: readonly Row[]): Row[] {
  const key = ({ variant, claim, scenario }: Question) => `${variant}\n${claim}\n${scenario}`;
  const found = new Map(rows.map((row) => [key(row), row]));
  return asked.map((one) => found.get(key(one))!);
}
