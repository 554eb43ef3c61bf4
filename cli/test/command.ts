// SPDX-License-Identifier: MIT
// A step of `syspec test` that is a command of this program.
import { join } from 'node:path';
import { EXIT, SyspecError } from '../../base/errors.ts';
import {
  runChild,
  type StepResult,
  say,
  single,
  stdioOf,
  type TestRun,
  type TestStep,
  whyNotStarted,
} from './step.ts';

/** Nobody asks a program to end by these. */
const CRASHES: readonly string[] = ['SIGABRT', 'SIGBUS', 'SIGILL', 'SIGKILL', 'SIGSEGV'];

/** How many lines of its complaints a step's note has. */
const TOLD_LINES = 3;

/** How a command ended that gave no verdict. */
interface NoVerdict {
  /** Whether the environment is at fault, so that another attempt may end otherwise. */
  readonly isTrouble: boolean;
  readonly why: string;
}

/**
 * Runs a command with its output on our terminal: exit code 0 passes, 1 fails. Trouble with the environment is no
 * verdict: then it is run once more, and the step's note says so.
 * @throws SyspecError INTERRUPTED where there is no verdict: how it ended, and what it said last; or where the run was told to end
 */
export async function runCommand(
  run: TestRun,
  args: readonly string[],
  program: string = join(run.root, 'dist/cli/main.js'),
): Promise<StepResult> {
  const first = await attempt(run, args, program);
  if (typeof first === 'boolean') return single(first);
  if (!first.isTrouble) throw new SyspecError('INTERRUPTED', first.why);
  say(run, `${first.why}\nonce more\n`);
  const second = await attempt(run, args, program);
  if (typeof second === 'boolean') return single(second, `the second attempt; in the first ${first.why}`);
  throw new SyspecError('INTERRUPTED', second.why);
}

/** One attempt: its verdict, or why there is none. */
async function attempt(run: TestRun, args: readonly string[], program: string): Promise<boolean | NoVerdict> {
  const [stdin, stdout, stderr] = stdioOf(run);
  // On a terminal it stays one for the command, which draws its progress there.
  const kept = process.stderr.isTTY ? stderr : ([stderr, 'pipe'] as const);
  const ended = await runChild(run, process.execPath, [program, ...args], { stdin, stdout, stderr: kept });
  const { exitCode, signal } = ended;
  if (exitCode === EXIT.holds || exitCode === EXIT.failed) return exitCode === EXIT.holds;
  const isStarted = signal !== undefined || exitCode !== undefined;
  const how = isStarted ? (signal ?? `exit code ${exitCode}`) : `not started: ${whyNotStarted(ended)}`;
  const said = lastLines(ended.stderr ?? '');
  return {
    isTrouble: !isStarted || exitCode === EXIT.environment || CRASHES.includes(signal ?? ''),
    why: `'syspec ${args.join(' ')}' gave no verdict (${how})${said}`,
  };
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? '' : `: ${lines.slice(-TOLD_LINES).join('; ')}`;
}

/** A step that is such a command. */
export function commandStep(run: TestRun, name: string, args: readonly string[], program?: string): TestStep {
  return { name, run: () => runCommand(run, args, program) };
}
