// SPDX-License-Identifier: MIT
// syspec check: does every variant give its declared verdict? Reads the options; each mode is a file check/*.ts.
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { SyspecError } from '../base/errors.ts';
import { readInput } from '../base/input.ts';
import { startProgress } from '../base/progress.ts';
import type { NotChecked } from '../verdicts/row.ts';
import { openSearchPool } from '../verdicts/search-pool.ts';
import {
  checkFilter,
  requireTla,
  type Subject,
  selectFinished,
  selectSubjects,
  slugsWithoutTla,
  withTla,
} from '../verdicts/select.ts';
import { boundsText } from './check/bounds.ts';
import { refuseIdleOfCheck } from './check/idle.ts';
import { machineFor } from './check/machine.ts';
import { modelMutantText } from './check/model-mutants.ts';
import { withoutTlaLines } from './check/not-checked.ts';
import { type RowFlags, rowsText } from './check/rows.ts';
import { readShare } from './check/share.ts';
import { tlaCoverageText } from './check/tla-coverage.ts';
import { type TlaMutantFlags, tlaMutantText } from './check/tla-mutants.ts';
import { interruptible } from './signals.ts';
import { columns, hasColors, type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { atLeast } from './whole-number.ts';

interface CheckFlags extends RowFlags, TlaMutantFlags {
  readonly model?: string;
  readonly watch: boolean;
  readonly bounds: boolean;
  readonly record: boolean;
  readonly tlaMutants: boolean;
  readonly tlaCoverage: boolean;
}

interface Watch {
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
  readonly notChecked: readonly NotChecked[];
  /** Whether each of the subjects was asked for by its name. */
  readonly isNamed: boolean;
}

/**
 * Throws SyspecError BAD_USAGE for names that there are not: nobody waits for a change to be told. A document with faults is
 * something to mend while it is watched.
 */
function refuseNames(slugs: readonly string[], flags: CheckFlags): void {
  if (flags.model !== undefined) return void readInput(resolve(flags.model));
  try {
    checkFilter(slugs.length === 0 ? selectFinished().subjects : selectSubjects(slugs), flags);
  } catch (error) {
    if (error instanceof SyspecError && error.code === 'BAD_USAGE') throw error;
  }
}

async function run(slugs: readonly string[], flags: CheckFlags, command: Command): Promise<void> {
  refuseIdleOfCheck(slugs, command);
  if (flags.watch) {
    refuseNames(slugs, flags);
    const { keepRunning, watchingOf } = await import('./check/watch.ts');
    const again = watchingOf(process.argv.slice(2), flags.model);
    return interruptible((signal) => keepRunning(again, signal));
  }
  if (flags.model !== undefined) {
    const { ownModelText } = await import('./check/own-model.ts');
    return print(await ownModelText(flags.model, flags.json, { columns: columns(), colors: hasColors() }));
  }
  const { subjects, notChecked } =
    slugs.length === 0 ? selectFinished() : { subjects: selectSubjects(slugs), notChecked: [] };
  const progress = startProgress('checking');
  const onProgress = (text: string) => progress.update(text);
  const isNamed = slugs.length > 0;
  const work = (signal: AbortSignal) =>
    dispatch(subjects, flags, { onProgress, signal, notChecked, isNamed });
  // That is searched in this thread, where no signal comes in: Ctrl-C has to end the program at once.
  const printed = flags.bounds ? work(new AbortController().signal) : interruptible(work);
  print(await printed.finally(() => progress.done()));
}

async function dispatch(subjects: readonly Subject[], flags: CheckFlags, watch: Watch): Promise<Printed> {
  const { onProgress, signal } = watch;
  const ofTla = flags.tlaMutants || flags.tlaCoverage;
  // One that nobody has named keeps no other from being checked.
  if (flags.engine !== 'explorer' || ofTla) requireTla(watch.isNamed ? subjects : withTla(subjects));
  const style = { json: flags.json, colors: hasColors() };
  if (flags.tlaCoverage) {
    return withoutTlaSaid(subjects, flags, await tlaCoverageText(withTla(subjects), style, watch));
  }
  if (flags.tlaMutants) {
    return withoutTlaSaid(
      subjects,
      flags,
      await tlaMutantText(withTla(subjects), flags, style.colors, watch),
    );
  }
  const machine = await machineFor(flags, { onProgress, signal });
  checkFilter(subjects, flags);
  if (flags.bounds) {
    return boundsText(subjects, flags, watch);
  }
  if (flags.mutant !== undefined) return modelMutantText(subjects, flags.mutant, style, machine);
  const pool = openSearchPool(flags.engine === 'explorer' ? undefined : 1);
  const paper = { columns: columns(), colors: style.colors };
  try {
    return await rowsText(subjects, flags, paper, { ...watch, machine, pool });
  } finally {
    await pool?.close();
  }
}

/** What was found of the TLA+, and whose is not there. */
function withoutTlaSaid(subjects: readonly Subject[], { json }: CheckFlags, printed: Printed): Printed {
  const missing = slugsWithoutTla(subjects);
  if (missing.length === 0) return printed;
  if (!json) return { ...printed, text: printed.text + withoutTlaLines(missing).join('') };
  const object = JSON.parse(printed.text) as object;
  return { ...printed, text: `${JSON.stringify({ ...object, withoutTla: missing })}\n` };
}

const ENGINE = new Option('--engine <name>', 'who answers: the built-in explorer, TLC (needs Java), or both')
  .choices(['explorer', 'tlc', 'both'])
  .default('explorer');
const AGREE = new Option(
  '--agree <n>',
  "with --engine tlc or both: compare state graphs of at most so many states as 'agree' does, by the same runs of TLC",
).argParser(atLeast(1));

const MUTANT = new Option(
  '--mutant <id>',
  'instead: one fault of the model of one proposal: what catches it; --model-mutants --all lists them',
);

const SHARE = new Option(
  '--share <seed>',
  "with TLC: ask it in a part of the places only, enough to show each variant, each scenario, and each claim held and violated. With --model-mutants: try one fault in eight. The number draws the part. 'recorded': only of proposals whose records are not stale; if several are stale, of all. With --coverage and 'recorded': branches that are recorded are not searched",
).argParser(readShare);

/** The command. */
export function checkCommand(): Command {
  return new Command('check')
    .description(SUMMARIES.check)
    .argument('[slug...]', 'proposals; all by default')
    .option('--variant <name>', 'only this variant')
    .option('--scenario <name>', 'only this scenario')
    .option('--claim <id>', 'only this claim, for example C2')
    .addOption(ENGINE)
    .option('--all', 'every row too, with its states, depth and time', false)
    .option('--ktap <file>', 'write the rows as KTAP too')
    .option('--watch', 'again after each change of what it reads, or of the --model, until Ctrl-C', false)
    .option(
      '--mutants',
      'the seeded faults of the proposed variant too, by the explorer: each must be caught',
      false,
    )
    .option('--model-mutants', 'faults that a machine puts into the model too: each must be caught', false)
    .option(
      '--listed',
      'with --model-mutants or --tla-mutants: those too that are listed as equivalent',
      false,
    )
    .addOption(MUTANT)
    .option(
      '--coverage',
      'show for each rule of the document the faults by which it was seen to bite, and what of the model nothing runs',
      false,
    )
    .option(
      '--tla-mutants',
      'instead: faults of the TLA+ made by machine, by TLC: each must be caught',
      false,
    )
    .option('--bounds', 'instead: compare the verdicts at each bound with those one above it', false)
    .option('--only <text>', 'with --tla-mutants: only those with this in their id')
    .option(
      '--max-states <n>',
      'with --engine tlc or both, or --tla-mutants: TLC only where there are at most so many states',
      atLeast(1),
    )
    .addOption(SHARE)
    .addOption(AGREE)
    .option('--list', 'with --tla-mutants: list them, and run nothing', false)
    .option(
      '--record',
      'with --engine both --mutants, --model-mutants, --coverage or --tla-mutants: put what was found into records/; --model-mutants needs --listed then',
      false,
    )
    .option(
      '--tla-coverage',
      "instead: is each expression of the TLA+'s actions evaluated? (needs Java)",
      false,
    )
    .option(
      '--model <file>',
      'instead: a model of your own, a .ts or .mjs file that exports model and properties',
    )
    .option('--json', 'print one JSON object', false)
    .action(run);
}
