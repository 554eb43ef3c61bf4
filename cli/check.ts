// SPDX-License-Identifier: MIT
// syspec check: does every variant give its declared verdict?
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { formatCoverage } from '../spec/index.ts';
import { check } from '../verdicts/check.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import { type Engine, toJson } from '../verdicts/row.ts';
import { checkFilter, type Filter, selectSubjects } from '../verdicts/select.ts';
import { showRows } from '../verdicts/table.ts';
import { interruptible } from './signals.ts';

interface Options extends Filter {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  readonly coverage: boolean;
  readonly json: boolean;
}

async function run(slugs: readonly string[], options: Options): Promise<void> {
  const subjects = selectSubjects(slugs);
  checkFilter(subjects, options);
  const coverage = subjects.map(coverageOf);
  const engines: Engine[] = options.engine === 'both' ? ['explorer', 'tlc'] : [options.engine];
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  const rows = await interruptible((signal) =>
    check(subjects, { ...options, engines, onProgress, signal }),
  ).finally(() => progress.done());
  if (rows.length === 0) {
    throw new SyspecError('BAD_USAGE', 'no claim is judged there', 'Widen --variant, --scenario or --claim.');
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(toJson(rows))}\n`);
  } else {
    const colors = process.stdout.isTTY === true;
    process.stdout.write(showRows(rows, { all: options.all, colors }));
    for (const text of coverage.map(formatCoverage)) {
      process.stdout.write(options.coverage ? `\n${text}` : `${text.trimEnd().split('\n').at(-1)}\n`);
    }
  }
  process.exitCode = rows.every((row) => row.ok) ? EXIT.holds : EXIT.failed;
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
    .option('--mutants', 'the seeded faults of the proposed variant too: each must be caught', false)
    .option('--coverage', 'show by what each rule of the document is covered', false)
    .option('--json', 'print one JSON object', false)
    .action(run);
}
