// SPDX-License-Identifier: MIT
// `syspec test`: does everything pass?
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { requireCheckout } from '../layout/checkout.ts';
import { runStep, type Step, type StepResult, summary } from './test-step.ts';
import { testSteps } from './test-steps.ts';

/**
 * Runs every step, whatever the ones before it gave, and prints the summary.
 * @returns 0 when all passed; 1 when something failed; 2 when nothing was run; 3 when only the environment failed
 */
export async function runSteps(steps: readonly Step[], print: (text: string) => void): Promise<number> {
  const results: [string, StepResult][] = [];
  for (const step of steps) {
    print(`\n== ${step.name} ==\n`);
    results.push([step.name, await runStep(step)]);
  }
  const passed = results.reduce((sum, [, result]) => sum + result.passed, 0);
  const nothing = passed === 0 && results.every(([, { failed }]) => failed === 0);
  if (nothing) {
    results.push(['tests', { passed: 0, failed: 1, note: 'nothing was run' }]);
  }
  print(`\n== summary ==\n${summary(results)}`);
  if (nothing) return EXIT.usage;
  const failing = results.filter(([, { failed }]) => failed > 0);
  if (failing.length === 0) return EXIT.holds;
  return failing.every(([, { environment }]) => environment) ? EXIT.environment : EXIT.failed;
}

/** The command `test`. */
export function testCommand(root: string = ROOT): Command {
  return new Command('test')
    .description('Run the test suite, up to a booted kernel against the models. (needs Java, gcc and QEMU)')
    .argument('[filter]', 'a step, or part of the path of test files; then only that is run')
    .option('--full', 'every kernel flavour and long runs too: hours')
    .addHelpText('after', '\nThe last line is always `N passed, N failed`. A skipped test is a failure.\n')
    .action(async (filter: string | undefined, options: { full?: true }) => {
      requireCheckout(root, 'test');
      const full = options.full === true;
      const steps = testSteps({ root, full, filter });
      const exitCode = await runSteps(steps, (text) => process.stdout.write(text));
      if (exitCode === EXIT.usage) {
        const names = testSteps({ root, full, filter: undefined }).map(({ name }) => name);
        const hint = `Name part of the path of a test file, or a step: ${names.join(', ')}.`;
        throw new SyspecError('BAD_USAGE', `no test matches '${filter}'`, hint);
      }
      process.exitCode = exitCode;
    });
}
