// SPDX-License-Identifier: MIT
// syspec check: does every variant give its declared verdict?
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { type Coverage, formatCoverage } from '../spec/index.ts';
import { type CheckOptions, check } from '../verdicts/check.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import { type Engine, type NotChecked, type Row, toJson } from '../verdicts/row.ts';
import {
  checkFilter,
  type Filter,
  type Subject,
  selectFinished,
  selectSubjects,
} from '../verdicts/select.ts';
import { showRate, showRows } from '../verdicts/table.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';
import { type TlaMutantFlags, tlaMutantText } from './tla-mutants.ts';
import { atLeast } from './whole-number.ts';

/** The options of `check`. */
export interface CheckFlags extends Filter {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  readonly coverage: boolean;
  readonly json: boolean;
}

interface Watch extends Pick<CheckOptions, 'onProgress' | 'signal'> {
  /** Proposals that should be checked too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
}

/** What `check` prints of these subjects, with or without colours. Throws SyspecError for what it cannot judge. */
export async function checkText(
  subjects: readonly Subject[],
  flags: CheckFlags,
  colors: boolean,
  { notChecked = [], ...watch }: Watch = {},
): Promise<Printed> {
  checkFilter(subjects, flags);
  const coverage = subjects.map(coverageOf);
  const engines: Engine[] = flags.engine === 'both' ? ['explorer', 'tlc'] : [flags.engine];
  const rows = await check(subjects, { ...flags, ...watch, engines });
  if (rows.length === 0) {
    throw new SyspecError('BAD_USAGE', 'no claim is judged there', 'Widen --variant, --scenario or --claim.');
  }
  const json = toJson(rows, notChecked);
  const text = flags.json
    ? `${JSON.stringify(json)}\n`
    : `${report(rows, coverage, flags, colors)}${notChecked.map(refused).join('')}`;
  if (notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: json.ok ? EXIT.holds : EXIT.failed };
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

interface AllFlags extends CheckFlags, TlaMutantFlags {
  readonly tlaMutants: boolean;
}

function refuseWithout({ tlaMutants, only, maxStates, list }: AllFlags): void {
  if (tlaMutants || (only === undefined && maxStates === undefined && !list)) return;
  const message = '--only, --max-states and --list are about the mutants of the TLA+';
  throw new SyspecError('BAD_USAGE', message, 'Add --tla-mutants.');
}

async function run(slugs: readonly string[], flags: AllFlags): Promise<void> {
  refuseWithout(flags);
  const selection =
    slugs.length === 0 ? selectFinished() : { subjects: selectSubjects(slugs), notChecked: [] };
  const { subjects, notChecked } = selection;
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  const answer = flags.tlaMutants ? tlaMutantText : checkText;
  print(
    await interruptible((signal) =>
      answer(subjects, flags, hasColors(), { onProgress, signal, notChecked }),
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
      'the seeded faults of the proposed variant too, by the explorer: each must be caught',
      false,
    )
    .option(
      '--tla-mutants',
      'instead: faults of the TLA+ made by machine, by TLC: each must be caught',
      false,
    )
    .option('--only <text>', 'with --tla-mutants: only those with this in their id')
    .option('--max-states <n>', 'with --tla-mutants: only where there are at most so many states', atLeast(1))
    .option('--list', 'with --tla-mutants: list them, and run nothing', false)
    .option('--coverage', 'show by what each rule of the document is covered', false)
    .option('--json', 'print one JSON object', false)
    .action(run);
}
