// SPDX-License-Identifier: MIT
// syspec check: does every variant give its declared verdict? Reads the options; each mode is a file check-*.ts.
import { Command, Option } from 'commander';
import { SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import type { NotChecked } from '../verdicts/row.ts';
import { checkFilter, requireTla, type Subject, selectFinished, selectSubjects } from '../verdicts/select.ts';
import { boundsText } from './check/bounds.ts';
import { machineFor } from './check/machine.ts';
import { modelMutantText } from './check/model-mutants.ts';
import { refuseParts } from './check/refused.ts';
import { type RowFlags, rowsText } from './check/rows.ts';
import { tlaCoverageText } from './check/tla-coverage.ts';
import { type TlaMutantFlags, tlaMutantText } from './check/tla-mutants.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';
import { atLeast } from './whole-number.ts';

interface CheckFlags extends RowFlags, TlaMutantFlags {
  readonly bounds: boolean;
  readonly record: boolean;
  readonly tlaMutants: boolean;
  readonly tlaCoverage: boolean;
}

interface Watch {
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
  readonly notChecked: readonly NotChecked[];
}

function refuseWithout({ tlaMutants, only, maxStates, list }: CheckFlags): void {
  if (tlaMutants || (only === undefined && maxStates === undefined && !list)) return;
  const message = '--only, --max-states and --list are about the mutants of the TLA+';
  throw new SyspecError('BAD_USAGE', message, 'Add --tla-mutants.');
}

async function run(slugs: readonly string[], flags: CheckFlags): Promise<void> {
  refuseWithout(flags);
  const { subjects, notChecked } =
    slugs.length === 0 ? selectFinished() : { subjects: selectSubjects(slugs), notChecked: [] };
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  const printed = interruptible((signal) => dispatch(subjects, flags, { onProgress, signal, notChecked }));
  print(await printed.finally(() => progress.done()));
}

async function dispatch(subjects: readonly Subject[], flags: CheckFlags, watch: Watch): Promise<Printed> {
  const { onProgress, signal } = watch;
  if (flags.engine !== 'explorer' || flags.tlaMutants || flags.tlaCoverage) requireTla(subjects);
  const style = { json: flags.json, colors: hasColors() };
  if (flags.tlaCoverage) {
    refuseParts(flags, ['variant', 'scenario', 'claim'], (given) => `--tla-coverage takes no ${given}`);
    return tlaCoverageText(subjects, style, watch);
  }
  if (flags.tlaMutants) return tlaMutantText(subjects, flags, style.colors, watch);
  const machine = await machineFor(flags, { onProgress, signal });
  checkFilter(subjects, flags);
  if (flags.bounds) {
    refuseParts(flags, ['claim'], (given) => `--bounds takes no ${given}`);
    return boundsText(subjects, flags, watch);
  }
  if (flags.mutant !== undefined) return modelMutantText(subjects, flags.mutant, style, machine);
  return rowsText(subjects, flags, style.colors, { ...watch, machine });
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
    .option('--model-mutants', 'faults that a machine puts into the model too: each must be caught', false)
    .option('--listed', 'with --model-mutants: those too that are listed as equivalent', false)
    .option('--mutant <id>', 'one fault of the model alone: what catches it')
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
    .option('--bounds', 'compare the verdicts at each bound with those one above it, instead', false)
    .option('--only <text>', 'with --tla-mutants: only those with this in their id')
    .option('--max-states <n>', 'with --tla-mutants: only where there are at most so many states', atLeast(1))
    .option('--list', 'with --tla-mutants: list them, and run nothing', false)
    .option(
      '--record',
      'with --engine both --mutants, or with --tla-mutants: put what was found into records/',
      false,
    )
    .option(
      '--tla-coverage',
      "instead: is each expression of the TLA+'s actions evaluated? (needs Java)",
      false,
    )
    .option('--json', 'print one JSON object', false)
    .action(run);
}
