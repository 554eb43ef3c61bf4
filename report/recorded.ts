// SPDX-License-Identifier: MIT
// What is recorded of a proposal on kernels, which of it may be claimed, and the command that makes each run again.
import { existsSync } from 'node:fs';
import { SyspecError } from '../base/errors.ts';
import type { RecordedRow } from '../base/finding.ts';
import { counted, grouped } from '../base/plural.ts';
import { DEFAULT_BASE } from '../conformance/kernel/bases.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { evidenceOf, inWords, type Wanted, walkOf } from '../documents/evidence.ts';
import { hashOf, INPUTS, type Input } from '../records/inputs.ts';
import {
  changedSince,
  madeWith,
  type Run,
  readConformName,
  readRecord,
  recordFile,
  runNamed,
  titleOf,
} from '../records/record.ts';
import { inputsOfWalk } from './watched.ts';

/** A run that is wanted or recorded, and how it stands. */
export interface RunView {
  readonly title: string;
  readonly kind: Run['kind'];
  /** Undefined where it was never made, or the record cannot be read. */
  readonly run: Run | undefined;
  /** Why it may not be claimed; undefined when it may. */
  readonly gap: string | undefined;
  /** The inputs that are not as they were for it. */
  readonly changed: readonly Input[];
  /** Its numbers in words; empty where there is no run. */
  readonly text: string;
  /** On which kernel, and with which tools; empty where there is no run. */
  readonly with: string;
  /** File, and line where there is one. */
  readonly place: string;
  /** What makes it again. */
  readonly command: string;
}

/** All that is recorded and wanted of a proposal. */
export interface RecordView {
  readonly runs: readonly RunView[];
  /** Why the record cannot be read; undefined when it can, and where there is none. */
  readonly trouble: string | undefined;
  /** Each input as it is now. */
  readonly inputs: Readonly<Record<Input, string>>;
  /** Those that a walk along a counterexample depends on. */
  readonly walk: Run['inputs'];
}

/** The words of the command line that makes a run again. */
export function commandOfRun(slug: string, { kind, name }: Wanted): string {
  if (kind === 'check') return `./syspec check ${slug} --engine both --mutants --record`;
  if (kind === 'agree') return `./syspec agree ${slug} --record`;
  if (kind === 'model-mutants') return `./syspec check ${slug} --model-mutants --coverage --listed --record`;
  if (kind === 'tla-mutants') return `./syspec check ${slug} --tla-mutants --record`;
  if (kind === 'mutants') return `./syspec mutants ${slug} --record`;
  if (kind === 'cost') return `./syspec bench cost ${slug}${name.replace(/^of /, ' --base ')} --record`;
  const { variant, flavour, base = DEFAULT_BASE, share } = readConformName(name);
  const based = base === DEFAULT_BASE ? '' : ` --base ${base}`;
  const how = `${based}${share ? ' --share' : ''}`;
  const isOurs = FLAVOURS.some((one) => one.name === flavour && one.testOnly);
  if (isOurs) return `./syspec conform ${slug} --variant ${variant} --flavour ${flavour}${how} --record`;
  const build = `./syspec kernel build ${slug} --flavour ${flavour}${based}`;
  return `${build}, then ./syspec conform ${slug} --variant ${variant} --kernel BZIMAGE${how} --record ${flavour}`;
}

function runsIn(root: string, slug: string): { runs: readonly Run[]; trouble: string | undefined } {
  if (!existsSync(recordFile(root, slug))) return { runs: [], trouble: undefined };
  try {
    return { runs: readRecord(root, slug).runs, trouble: undefined };
  } catch (error) {
    if (!(error instanceof SyspecError)) throw error;
    return { runs: [], trouble: error.message };
  }
}

/** The numbers of a run, in words. */
function foundBy(run: Run): string {
  if (run.totals !== null) return inWords(run);
  const { sequences, calls } = walkOf(run);
  return [counted(run.rows.length, 'row'), counted(sequences, 'sequence'), counted(calls, 'call')].join(', ');
}

/** What a run was made on and with. */
function madeOn({ environment, tools }: Run): string {
  const grade = environment?.grade === undefined ? [] : [`blocked is ${environment.grade}`];
  const kernel = environment === null ? [] : [`Linux ${environment.target}`, ...grade];
  return [...kernel, ...madeWith({ environment, tools })].join(', ');
}

/** What is recorded of it and what is wanted, each run once. A record that cannot be read has no runs, and says why. */
export function recordViewOf(root: string, slug: string, wanted: readonly Wanted[]): RecordView {
  const { runs, trouble } = runsIn(root, slug);
  const more = runs.filter((run) => !wanted.some((one) => titleOf(one) === titleOf(run)));
  const all: Wanted[] = [...wanted, ...more];
  const evidence = evidenceOf(root, slug, all);
  const gaps = new Map(evidence.gaps.map((gap) => [gap.title, gap]));
  const inputs = Object.fromEntries(
    INPUTS.map((input) => [input, hashOf(root, slug, input)]),
  ) as RecordView['inputs'];
  return {
    ...{ trouble, inputs, walk: inputsOfWalk(root, slug, (input) => inputs[input]) },
    runs: all.map((one): RunView => {
      const title = titleOf(one);
      const run = runNamed(runs, one);
      const gap = gaps.get(title) ?? gaps.get('all');
      return {
        ...{ title, kind: one.kind, run, gap: gap?.why },
        changed:
          run === undefined || gap === undefined
            ? []
            : changedSince(root, slug, run, (input) => inputs[input]),
        ...(run === undefined ? { text: '', with: '' } : { text: foundBy(run), with: madeOn(run) }),
        place: gap?.place ?? `records/${slug}.json`,
        command: commandOfRun(slug, one),
      };
    }),
  };
}

/** A row of a run on a kernel. */
export interface KernelRow {
  readonly view: RunView;
  readonly run: Run;
  readonly row: RecordedRow;
  /** `today-connect` and `unpatched`, `fast of 7.3`. */
  readonly variant: string;
  readonly kernel: string;
}

/** The rows of all runs on kernels. */
export function kernelRows({ runs }: RecordView): KernelRow[] {
  return runs.flatMap((view) => {
    const { run } = view;
    if (run?.kind !== 'conform') return [];
    const [variant = '', kernel = ''] = run.name.split(' on ');
    return run.rows.map((row) => ({ view, run, row, variant, kernel }));
  });
}

/** What a kernel did under a counterexample, or on its graph. */
export interface Observation {
  readonly text: string;
  /** Why it may not be claimed any more. */
  readonly gap: string | undefined;
  readonly place: string;
  readonly command: string;
}

function words(
  { run, row, variant, kernel }: KernelRow,
  claim: string,
  scenario: string,
): string | undefined {
  const on = `Linux ${run.environment?.target ?? '(release not recorded)'} (${kernel}, blocked is ${run.environment?.grade ?? 'unknown'})`;
  const came = (well: string) =>
    row.verdict === 'holds' ? well : `${row.verdict}, ${grouped(row.failures)} differences`;
  if (row.lane === 'attack' && row.scenario === `${claim} in ${scenario}`)
    return `made ${grouped(row.cases)} times on ${on}: ${came('it succeeded each time')}`;
  if (row.lane === 'attack' && row.scenario?.startsWith(`${claim} in ${scenario}, as of `))
    return `${variant} met the same rivals ${grouped(row.cases)} times on ${on}: ${came('the attack never succeeded')}`;
  if (row.lane !== 'schedule' || row.scenario !== scenario || row.transitions === null) return undefined;
  const { covered, total } = row.transitions;
  const all = covered === total ? "this path's among them" : "which may leave out some of this path's";
  return `walked through ${grouped(covered)} of ${grouped(total)} transitions of the graph of ${variant} in ${scenario}, ${all}, on ${on}: ${came('no difference')}`;
}

/** What is recorded of a counterexample: attacks that make it, the same attack on other variants, walks through its graph. */
export function observationsOf(
  view: RecordView,
  {
    variant,
    claim,
    scenario,
  }: { readonly variant: string; readonly claim: string; readonly scenario: string },
): Observation[] {
  return kernelRows(view).flatMap((one): Observation[] => {
    const isDefence = one.row.scenario === `${claim} in ${scenario}, as of ${variant}`;
    if (one.variant !== variant && !isDefence) return [];
    const text = words(one, claim, scenario);
    const { gap, place, command } = one.view;
    return text === undefined ? [] : [{ text, gap, place, command }];
  });
}
