// SPDX-License-Identifier: MIT
// Reads the test runner's JSON report. Only a test that ran and passed is a pass.
import { z } from 'zod';
import type { StepResult } from './step.ts';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) }),
  ),
});

/**
 * What a run of the test runner found.
 * A skipped test, one still to be written, a file that could not be loaded, an exit code that no test explains,
 * and a run without tests are failures, each named in the note.
 * @param text its JSON report
 * @param exitCode its exit code
 * @param mayBeEmpty a filter was given, so that having no test is no fault
 */
export function readVitestReport(text: string, exitCode: number, mayBeEmpty: boolean): StepResult {
  const report = Report.parse(JSON.parse(text));
  const skipped = report.numPendingTests;
  const todo = report.numTodoTests;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const counted = report.numFailedTests + skipped + todo + unloaded;
  const unexplained = counted === 0 && exitCode !== 0;
  const empty = counted === 0 && !unexplained && report.numPassedTests === 0 && !mayBeEmpty;
  const notes = [
    skipped > 0 ? `${skipped} skipped` : '',
    todo > 0 ? `${todo} to do` : '',
    unloaded > 0 ? `files that could not be loaded: ${unloaded}` : '',
    unexplained ? `the test runner ended with exit code ${exitCode}` : '',
    empty ? 'no test was run' : '',
  ];
  return {
    passed: report.numPassedTests,
    failed: counted + (unexplained || empty ? 1 : 0),
    note: notes.filter((note) => note !== '').join(', '),
  };
}
