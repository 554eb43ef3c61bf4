// SPDX-License-Identifier: MIT
// A lane that makes allocations of calls fail: what the kernel needs for it, and what is looked for when all calls have been made.
import type { OwnLane, OwnLaneContext } from '../own-lane.ts';
import { countFiles } from '../scripted/counts.ts';
import { allowFaults } from '../scripted/fail-nth.ts';
import { scanForLeaks } from '../scripted/leaks.ts';
import { runScript } from '../scripted/run.ts';
import { Script } from '../scripted/script.ts';
import type { Tally } from '../scripted/tally.ts';
import type { OpenTarget } from '../target.ts';

/** The calls of a lane, and what was counted of them. */
export interface FailingCalls {
  readonly tally: Tally;
  /** Makes all of them. */
  makeAll(context: OwnLaneContext): Promise<void>;
}

async function hasFailslab(target: OpenTarget): Promise<boolean> {
  const script = new Script();
  const written = allowFaults(script, script.spawn());
  return (await runScript(target, script)).value(written) === 1;
}

/** Makes the calls, and then looks for files that are left open, and for memory that is lost. */
export const failingLane = (callsOf: (target: OpenTarget) => FailingCalls): OwnLane => ({
  scenario: 'faults',
  what: 'each allocation of a call fails in turn: it fails with ENOMEM or goes on, and loses nothing',
  needs: ['failslab', 'kmemleak'],
  async run(context) {
    const target = await context.boot();
    const calls = callsOf(target);
    const { tally } = calls;
    if (!(await hasFailslab(target))) return { ...tally.result(), lacking: 'failslab, with its debugfs' };
    const [files, { crashes }] = [await countFiles(target), target];
    await calls.makeAll(context);
    // A kernel that has crashed has been replaced by another one, with other files.
    if (target.crashes === crashes && (files === undefined || (await countFiles(target)) !== files))
      tally.wrong('files are left open');
    const scan = await scanForLeaks(target);
    if (scan === undefined) return { ...tally.result(), lacking: 'kmemleak' };
    for (const { title, kind, diagram } of scan.leaks)
      tally.failures.push({ title, kind, ...(diagram === undefined ? {} : { diagram }) });
    if (scan.unfinished !== undefined) tally.wrong(scan.unfinished);
    return tally.result();
  },
});
