// SPDX-License-Identifier: MIT
// A step of a full run that records one kind of run of each proposal.
import type { Run } from '../../records/record.ts';
import { runCommand } from './command.ts';
import { isOfToday } from './records.ts';
import type { TestRun, TestStep } from './step.ts';

/** `slugs`: whom it is about; where only the stale runs are wanted, for those whose record is of something older. */
export function recordedStep(
  run: TestRun,
  kind: Run['kind'],
  slugs: readonly string[],
  args: readonly string[],
  program?: string,
): TestStep {
  return {
    name: kind,
    isRecorded: true,
    run: async () => {
      if (!run.stale) return runCommand(run, args, program);
      const stale = slugs.filter((slug) => !isOfToday(run, { slug, kind, name: '' }));
      const kept = slugs.length - stale.length;
      if (stale.length === 0) return { passed: kept, failed: 0, note: 'no record is stale' };
      const [command = '', ...flags] = args;
      const { passed, failed, note } = await runCommand(run, [command, ...stale, ...flags], program);
      return { passed: passed + kept, failed, note };
    },
  };
}
