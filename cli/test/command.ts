// SPDX-License-Identifier: MIT
// A step of `syspec test` that is a command of this program.
import { join } from 'node:path';
import { execa } from 'execa';
import { EXIT, SyspecError } from '../../base/errors.ts';
import { type StepResult, single, stdioOf, type TestRun, type TestStep } from './step.ts';

/** How many lines of its complaints a step's note has. */
const TOLD_LINES = 3;

/**
 * Runs a command with its output on our terminal: exit code 0 passes, 1 fails.
 * @throws SyspecError INTERRUPTED for any other: no verdict, how it ended, and what it said last
 */
export async function runCommand(
  run: TestRun,
  args: readonly string[],
  program: string = join(run.root, 'dist/cli/main.js'),
): Promise<StepResult> {
  const [stdin, stdout, stderr] = stdioOf(run);
  // On a terminal it stays one for the command, which draws its progress there.
  const kept = process.stderr.isTTY ? stderr : ([stderr, 'pipe'] as const);
  const ended = await execa(process.execPath, [program, ...args], {
    cwd: run.root,
    ...{ stdin, stdout, stderr: kept },
    reject: false,
  });
  const { exitCode, signal } = ended;
  if (exitCode === EXIT.holds || exitCode === EXIT.failed) return single(exitCode === EXIT.holds);
  const how = signal === undefined ? `exit code ${exitCode}` : signal;
  const said = lastLines(ended.stderr ?? '');
  throw new SyspecError('INTERRUPTED', `'syspec ${args.join(' ')}' gave no verdict (${how})${said}`);
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? '' : `: ${lines.slice(-TOLD_LINES).join('; ')}`;
}

/** A step that is such a command. */
export function commandStep(run: TestRun, name: string, args: readonly string[], program?: string): TestStep {
  return { name, run: () => runCommand(run, args, program) };
}
