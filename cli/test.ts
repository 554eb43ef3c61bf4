// SPDX-License-Identifier: MIT
// `syspec test`: does everything that is checked without a kernel pass?
import { Command } from 'commander';
import { EXIT } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';
import { runStep, type Step, type StepResult, summary } from './test-step.ts';
import { testSteps } from './test-steps.ts';

/**
 * Runs every step, whatever the ones before it gave, and prints the summary.
 * @returns 0 when all passed; 1 when something failed; 3 when only the environment did
 */
export async function runSteps(steps: readonly Step[], print: (text: string) => void): Promise<number> {
  const results: [string, StepResult][] = [];
  for (const step of steps) {
    print(`\n== ${step.name} ==\n`);
    results.push([step.name, await runStep(step)]);
  }
  const passed = results.reduce((sum, [, result]) => sum + result.passed, 0);
  if (passed === 0 && results.every(([, { failed }]) => failed === 0)) {
    results.push(['tests', { passed: 0, failed: 1, note: 'nothing was run' }]);
  }
  print(`\n== summary ==\n${summary(results)}`);
  const failing = results.filter(([, { failed }]) => failed > 0);
  if (failing.length === 0) return EXIT.holds;
  return failing.every(([, { environment }]) => environment) ? EXIT.environment : EXIT.failed;
}

/** The command `test`. */
export function testCommand(root: string = ROOT): Command {
  return new Command('test')
    .description('run the test suite: lint, types, layout, unit tests, tests with TLC')
    .argument('[filter]', 'part of the path of test files; then only these are run')
    .option('--full', 'long runs too')
    .addHelpText('after', '\nThe last line is always `N passed, N failed`. A skipped test is a failure.\n')
    .action(async (filter: string | undefined, options: { full?: true }) => {
      requireCheckout(root, 'test');
      const steps = testSteps({ root, full: options.full === true, filter });
      process.exitCode = await runSteps(steps, (text) => process.stdout.write(text));
    });
}
