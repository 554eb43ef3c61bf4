// SPDX-License-Identifier: MIT
// `syspec test`: does everything pass?
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';
import { interruptible } from './signals.ts';
import { SUMMARIES } from './summaries.ts';
import { matchesTestFile } from './test/files.ts';
import { runStep, type StepRow, say, stepLines, summary, type TestStep, toJson } from './test/step.ts';
import { namedSteps, testSteps } from './test/steps.ts';

/** What came of a run. */
export interface Tested {
  readonly rows: readonly StepRow[];
  /** 0 when all passed; 1 when something failed; 2 when nothing was run; 3 when only the environment failed. */
  readonly exitCode: number;
}

/** Runs every step, whatever the ones before it gave, until `signal` ends that, and prints the summary. */
export async function runSteps(
  steps: readonly TestStep[],
  print: (text: string) => void,
  signal?: AbortSignal,
): Promise<Tested> {
  const rows: StepRow[] = [];
  for (const step of steps) {
    if (signal?.aborted) break;
    print(`\n== ${step.name} ==\n`);
    const row = await runStep(step);
    print(`-- ${stepLines([row])[0]}\n`);
    rows.push(row);
  }
  const left = steps.length - rows.length;
  if (left > 0) {
    const note = `the run was told to end: ${counted(left, 'step')} not made`;
    rows.push({ name: 'ended', passed: 0, failed: 1, note, seconds: 0, environment: true });
  }
  const nothing = rows.every(({ passed, failed, isTold }) => passed === 0 && failed === 0 && !isTold);
  if (nothing) {
    rows.push({ name: 'tests', passed: 0, failed: 1, note: 'nothing was run', seconds: 0 });
  }
  print(`\n== summary ==\n${summary(rows)}`);
  return { rows, exitCode: nothing ? EXIT.usage : exitCodeOf(rows) };
}

function exitCodeOf(rows: readonly StepRow[]): number {
  const failing = rows.filter(({ failed }) => failed > 0);
  if (failing.length === 0) return EXIT.holds;
  return failing.every(({ environment }) => environment) ? EXIT.environment : EXIT.failed;
}

interface Flags {
  readonly full: boolean;
  readonly stale: boolean;
  readonly json: boolean;
}

/** The command `test`. */
export function testCommand(root: string = ROOT): Command {
  return new Command('test')
    .description(SUMMARIES.test)
    .argument('[filter]', 'a step, or part of the path of test files; then only that is run')
    .option('--full', 'everything, on every kernel, and record it: takes hours', false)
    .option('--stale', 'with --full: only the runs whose records are stale or missing', false)
    .option('--json', 'print one JSON object; what the steps say goes to stderr', false)
    .addHelpText('after', '\nThe last line is always `N passed, N failed`. A skipped test is a failure.\n')
    .action(async (filter: string | undefined, { full, stale, json }: Flags) => {
      requireCheckout(root, 'test');
      if (stale && !full) throw new SyspecError('BAD_USAGE', '--stale needs --full', 'Say --full --stale.');
      const run = { root, full, stale, filter, json };
      const known = stale ? testSteps({ ...run, filter: undefined }) : namedSteps(run);
      const names = known.map(({ name }) => name);
      const what = stale ? 'a step that is recorded' : 'part of the path of a test file, or a step';
      const hint = `Name ${what}: ${names.join(', ')}.`;
      const noTest = () => new SyspecError('BAD_USAGE', `no test matches '${filter}'`, hint);
      const isFile = !stale && filter !== undefined && matchesTestFile(root, filter);
      if (filter !== undefined && !names.includes(filter) && !isFile) throw noTest();
      const { rows, exitCode } = await interruptible((signal) =>
        runSteps(testSteps({ ...run, signal }), (text) => say(run, text), signal),
      );
      if (exitCode === EXIT.usage) throw noTest();
      if (json) process.stdout.write(toJson(rows));
      process.exitCode = exitCode;
    });
}
