// SPDX-License-Identifier: MIT
// One step of `syspec test`, and the line that it leaves in the summary.
import { SyspecError } from '../base/errors.ts';

/** What a run of the suite is about. */
export interface TestRun {
  /** The checkout. */
  readonly root: string;
  /** Long runs too: tests see SYSPEC_FULL=1. */
  readonly full: boolean;
  /** A step's name, or part of a test file's path: then nothing but that step or those tests is run. */
  readonly filter: string | undefined;
}

/** What a step found. Every check that it made is in `passed` or in `failed`. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  /** What to say beside the figures; empty when there is nothing to say. */
  readonly note: string;
  /** The step could not be made: the environment is at fault. */
  readonly environment?: true;
}

/** A step: a name for the heading, and what it does. Its live output goes to the terminal. */
export interface Step {
  readonly name: string;
  run(): Promise<StepResult>;
}

/** A step that is one check, passed or failed. */
export function single(ok: boolean, note = ''): StepResult {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, note };
}

/** Runs a step; trouble with the environment is a failure that says so, and a bug is thrown. */
export async function runStep(step: Step): Promise<StepResult> {
  try {
    return await step.run();
  } catch (error) {
    if (!(error instanceof SyspecError)) throw error;
    const note = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
    return { ...single(false, note), environment: true };
  }
}

/** The summary: a line for each step, and last of all `N passed, N failed`. */
export function summary(results: readonly (readonly [string, StepResult])[]): string {
  const width = Math.max(...results.map(([name]) => name.length));
  const rows = results.map(([name, { passed, failed, note }]) => {
    const figures = `${failed === 0 ? 'ok  ' : 'FAIL'}  ${passed} passed, ${failed} failed`;
    return `${name.padEnd(width)}  ${figures}${note === '' ? '' : `  (${note})`}`;
  });
  const total = (key: 'passed' | 'failed') => results.reduce((sum, [, result]) => sum + result[key], 0);
  return `${rows.join('\n')}\n\n${total('passed')} passed, ${total('failed')} failed\n`;
}
