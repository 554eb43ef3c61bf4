// SPDX-License-Identifier: MIT
// A step of `syspec test` that is a command of this program.
import { join } from 'node:path';
import { execa } from 'execa';
import { EXIT, SyspecError } from '../../base/errors.ts';
import { type StepResult, single, stdioOf, type TestRun, type TestStep } from './step.ts';

/**
 * Runs a command with its output on our terminal: exit code 0 passes, 1 fails.
 * @throws SyspecError INTERRUPTED for any other: no verdict
 */
export async function runCommand(
  run: TestRun,
  args: readonly string[],
  program: string = join(run.root, 'dist/cli/main.js'),
): Promise<StepResult> {
  const { exitCode } = await execa(process.execPath, [program, ...args], {
    cwd: run.root,
    stdio: stdioOf(run),
    reject: false,
  });
  if (exitCode === EXIT.holds || exitCode === EXIT.failed) return single(exitCode === EXIT.holds);
  throw new SyspecError('INTERRUPTED', `'syspec ${args.join(' ')}' gave no verdict`);
}

/** A step that is such a command. */
export function commandStep(run: TestRun, name: string, args: readonly string[], program?: string): TestStep {
  return { name, run: () => runCommand(run, args, program) };
}
