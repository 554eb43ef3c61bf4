// SPDX-License-Identifier: MIT
// syspec check: does every variant give its declared verdict?
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { type Coverage, formatCoverage } from '../spec/index.ts';
import { type CheckOptions, check } from '../verdicts/check.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import type { BranchFindings, FaultFindings } from '../verdicts/faults/index.ts';
import { type Bodies, bodiesAreFine, bodiesJson, showBodies } from '../verdicts/faults/report.ts';
import { type Engine, type NotChecked, type Row, toJson } from '../verdicts/row.ts';
import {
  checkFilter,
  type Filter,
  type Subject,
  selectFinished,
  selectSubjects,
} from '../verdicts/select.ts';
import { showRate, showRows } from '../verdicts/table.ts';
import { type Machine, machine } from './check-machine.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';

/** The options of `check`. */
export interface CheckFlags extends Filter {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  readonly coverage: boolean;
  /** One fault of the model's bodies, by its name. */
  readonly mutant?: string | undefined;
  readonly json: boolean;
}

interface Watch extends Pick<CheckOptions, 'onProgress' | 'signal'> {
  /** Proposals that should be checked too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
  /** Who puts faults and counters into the bodies of models; nobody if not given. */
  readonly machine?: Machine;
}

/** What `check` prints of these subjects, with or without colours. Throws SyspecError for what it cannot judge. */
export async function checkText(
  subjects: readonly Subject[],
  flags: CheckFlags,
  colors: boolean,
  { notChecked = [], machine, ...watch }: Watch = {},
): Promise<Printed> {
  checkFilter(subjects, flags);
  if (flags.mutant !== undefined) return oneFault(subjects, flags, colors, machine);
  const coverage = subjects.map(coverageOf);
  const engines: Engine[] = flags.engine === 'both' ? ['explorer', 'tlc'] : [flags.engine];
  const rows = await check(subjects, { ...flags, ...watch, engines });
  if (rows.length === 0) {
    throw new SyspecError('BAD_USAGE', 'no claim is judged there', 'Widen --variant, --scenario or --claim.');
  }
  const bodies = await lookAtBodies(subjects, flags, machine);
  const judged = toJson(rows, notChecked);
  const json = { ...judged, ...bodiesJson(bodies), ok: judged.ok && bodiesAreFine(bodies) };
  const text = flags.json
    ? `${JSON.stringify(json)}\n`
    : `${report(rows, coverage, flags, colors)}${showBodies(bodies, { all: flags.all, colors })}${notChecked.map(refused).join('')}`;
  if (notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: json.ok ? EXIT.holds : EXIT.failed };
}

/** Each subject's, where asked. A filter leaves rows out, and with them the verdicts by which a fault is seen. */
async function lookAtBodies(
  subjects: readonly Subject[],
  flags: CheckFlags,
  machine?: Machine,
): Promise<Bodies> {
  const faults: FaultFindings[] = [];
  const branches: BranchFindings[] = [];
  if (
    machine === undefined ||
    [flags.variant, flags.scenario, flags.claim].some((given) => given !== undefined)
  )
    return { faults, branches };
  for (const subject of subjects) {
    if (flags.mutants) faults.push(await machine.faults(subject));
    if (flags.coverage) branches.push(await machine.branches(subject));
  }
  return { faults, branches };
}

/** What became of the fault that `--mutant` names, in the one proposal that has it. */
async function oneFault(
  subjects: readonly Subject[],
  { mutant, json }: CheckFlags,
  colors: boolean,
  machine: Machine | undefined,
): Promise<Printed> {
  const [subject] = subjects;
  if (subjects.length !== 1 || machine === undefined)
    throw new SyspecError('BAD_USAGE', '--mutant is about one proposal', 'Give its name.');
  const bodies = { faults: [await machine.faults(subject!, mutant)], branches: [] };
  const ok = bodiesAreFine(bodies);
  const text = json
    ? `${JSON.stringify({ schema: 1, ...bodiesJson(bodies), ok })}\n`
    : showBodies(bodies, { all: true, colors });
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

const refused = ({ slug, message }: NotChecked): string =>
  `XX ${slug} was not checked: ${message}\n   'syspec check ${slug}' says all that is wrong with it\n`;

function report(rows: readonly Row[], coverage: readonly Coverage[], flags: CheckFlags, colors: boolean) {
  const lists = coverage.map(formatCoverage);
  const summaries = lists.map((list) => `${list.trimEnd().split('\n').at(-1)}\n`);
  return [
    showRows(rows, { all: flags.all, colors }),
    showRate(rows),
    ...(flags.coverage ? lists.map((list) => `\n${list}`) : summaries),
  ].join('');
}

async function run(slugs: readonly string[], flags: CheckFlags): Promise<void> {
  const selection =
    slugs.length === 0 ? selectFinished() : { subjects: selectSubjects(slugs), notChecked: [] };
  const { subjects, notChecked } = selection;
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  print(
    await interruptible((signal) =>
      checkText(subjects, flags, hasColors(), {
        ...{ onProgress, signal, notChecked, machine: machine({ onProgress, signal }) },
      }),
    ).finally(() => progress.done()),
  );
}

/** The command. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Does every variant give its declared verdict, for every claim in every scenario?')
    .argument('[slug...]', 'proposals; all by default')
    .option('--variant <name>', 'only this variant')
    .option('--scenario <name>', 'only this scenario')
    .option('--claim <id>', 'only this claim, for example C2')
    .addOption(
      new Option('--engine <name>', 'who answers: the built-in explorer, TLC (needs Java), or both')
        .choices(['explorer', 'tlc', 'both'])
        .default('explorer'),
    )
    .option('--all', 'a line for every row', false)
    .option(
      '--mutants',
      'the seeded faults too, those by hand and those that a machine puts into the model: each must be caught',
      false,
    )
    .option('--mutant <id>', 'one fault of the model alone: what catches it')
    .option(
      '--coverage',
      'show by what each rule of the document is covered, and which branches of the model nothing takes',
      false,
    )
    .option('--json', 'print one JSON object', false)
    .action(run);
}
