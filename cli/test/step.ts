// SPDX-License-Identifier: MIT
// One step of `syspec test`, and the line that it leaves in the summary.
import { performance } from 'node:perf_hooks';
import { execa, type Options } from 'execa';
import { SyspecError } from '../../base/errors.ts';
import { aligned } from '../../base/table.ts';

/** What a run of the suite is about. */
export interface TestRun {
  /** The checkout. */
  readonly root: string;
  /** Long runs too: tests see SYSPEC_FULL=1. */
  readonly full: boolean;
  /** Of a full run only what is recorded, and of that only what is not of what is here. */
  readonly stale: boolean;
  /** A step's name, or part of a test file's path: then nothing but that step or those tests is run. */
  readonly filter: string | undefined;
  /** Standard output is for one JSON object: what the steps say goes to stderr. */
  readonly json: boolean;
  /** Tells the run to end; nobody does if not given. */
  readonly signal?: AbortSignal | undefined;
}

/** Between SIGTERM to a step's child and SIGKILL: it may have a guest of its own to end. */
const GRACE_MS = 30_000;

/**
 * Runs a step's child in the checkout, until it ends. When the run is told to end, the child gets SIGTERM, and is waited for.
 * @throws SyspecError INTERRUPTED where the run was told to end: what a child gave then is no verdict
 */
export async function runChild<O extends Options>(
  { root, signal }: TestRun,
  program: string,
  args: readonly string[],
  options: O,
) {
  const end = signal === undefined ? {} : { cancelSignal: signal, forceKillAfterDelay: GRACE_MS };
  const ended = await execa(program, args, { ...options, cwd: root, reject: false, ...end });
  if (signal?.aborted) throw new SyspecError('INTERRUPTED', 'the run was told to end');
  return ended;
}

/** Why a child was not started, in a line. */
export function whyNotStarted(ended: { readonly originalMessage?: string | undefined }): string {
  return (ended.originalMessage ?? '').split('\n').join('; ');
}

/** Where the steps' output goes, for a child process. */
export function stdioOf({ json }: TestRun): ['inherit', 'inherit' | 2, 'inherit'] {
  return ['inherit', json ? 2 : 'inherit', 'inherit'];
}

/** The same, for what a step says itself. */
export function say({ json }: Pick<TestRun, 'json'>, text: string): void {
  (json ? process.stderr : process.stdout).write(text);
}

/** What a step found. Every check that it made is in `passed` or in `failed`. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** What to say beside the figures; empty when there is nothing to say. */
  readonly note: string;
  /** The step could not be made: the environment is at fault. */
  readonly environment?: true;
  /** It checks nothing and only says what is so: neither passed nor failed. */
  readonly isTold?: true;
  /** Seconds that were one proposal's alone, by its slug, where the step can tell. */
  readonly own?: Readonly<Record<string, number>>;
}

/** A step: a name for the heading, and what it does. Its live output goes to the terminal. */
export interface TestStep {
  readonly name: string;
  /** Whether what it finds is recorded. */
  readonly isRecorded?: true;
  run(): Promise<StepResult>;
}

/** A step that is one check, passed or failed. */
export function single(ok: boolean, note = ''): StepResult {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, note };
}

/** A step that was made. */
export interface StepRow extends StepResult {
  readonly name: string;
  readonly seconds: number;
}

/** Runs a step; trouble with the environment is a failure that says so, and a bug is thrown. */
export async function runStep({ name, run }: TestStep): Promise<StepRow> {
  const start = performance.now();
  const result = await orTrouble(run);
  return { name, ...result, seconds: secondsSince(start) };
}

/** Seconds since then, to a tenth. @param start of `performance.now()` */
export const secondsSince = (start: number): number => Math.round((performance.now() - start) / 100) / 10;

async function orTrouble(run: TestStep['run']): Promise<StepResult> {
  try {
    return await run();
  } catch (error) {
    return { ...single(false, troubleOf(error)), environment: true };
  }
}

/** What the commands can be told, and `test` cannot. */
const ofTest = (hint: string): string => hint.replace(', or name a tree by --source DIR', '');

/** Trouble with the environment in words, with what to do. Throws what is none: a bug. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof SyspecError)) throw error;
  return error.hint === undefined ? error.message : `${error.message}. ${ofTest(error.hint)}`;
}

/** `12.3 s`, `12 min 3 s` */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Each step in a line. */
export function stepLines(rows: readonly StepRow[]): string[] {
  return aligned(
    rows.map(({ name, passed, failed, note, seconds, isTold }) => {
      const word = isTold || passed + failed === 0 ? '--' : failed === 0 ? 'ok' : 'FAIL';
      const figures = `${passed} passed, ${failed} failed, ${duration(seconds)}`;
      return [name, word, `${figures}${note === '' ? '' : `  (${note})`}`];
    }),
  );
}

/** Checks of all steps that passed, or that failed. */
export function total(rows: readonly StepRow[], key: 'passed' | 'failed' | 'seconds'): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}

/** Proposals that are to fit into one run. */
const PLANNED = 7;

/** Whose the time was, and how much more proposals take at least: what a step does for several together grows too, nobody knows how. */
function whoseLines(rows: readonly StepRow[]): string[] {
  const own = new Map<string, number>();
  for (const [slug, seconds] of rows.flatMap((row) => Object.entries(row.own ?? {})))
    own.set(slug, (own.get(slug) ?? 0) + seconds);
  if (own.size === 0) return [];
  const told = [...own.values()].reduce((sum, seconds) => sum + seconds, 0);
  const rest = Math.max(0, total(rows, 'seconds') - told);
  const each = [...own].map(([slug, seconds]) => `${slug} ${duration(seconds)}`);
  const most = duration(rest + (told / own.size) * PLANNED);
  return [
    `of it ${each.join(', ')}, of all together ${duration(rest)}; with ${PLANNED} such proposals at least ${most}`,
  ];
}

/** The summary: a line for each step, and last of all `N passed, N failed`. */
export function summary(rows: readonly StepRow[]): string {
  return [
    ...[...stepLines(rows), '', `${duration(total(rows, 'seconds'))} in all`, ...whoseLines(rows)],
    `${total(rows, 'passed')} passed, ${total(rows, 'failed')} failed\n`,
  ].join('\n');
}

/** All steps as one JSON object. */
export function toJson(rows: readonly StepRow[]): string {
  const steps = rows.map(({ name, passed, failed, note, seconds, own }) => ({
    ...{ name, passed, failed, note, seconds },
    ...(own === undefined ? {} : { own }),
  }));
  const [passed, failed] = [total(rows, 'passed'), total(rows, 'failed')];
  return `${JSON.stringify({ schema: 1, steps, passed, failed, ok: failed === 0 })}\n`;
}
