// SPDX-License-Identifier: MIT
// Every allocation of a call fails in turn (E9), and nothing is lost.
import { numberOf } from '../harness/numbers.ts';
import type { OwnLane, OwnLaneContext } from '../harness/own-lane.ts';
import { countFiles } from '../harness/scripted/counts.ts';
import { allowFaults } from '../harness/scripted/fail-nth.ts';
import { runScript } from '../harness/scripted/run.ts';
import { Script } from '../harness/scripted/script.ts';
import type { OpenTarget } from '../harness/target/open-target.ts';
import { scanForLeaks } from '../run/leaks.ts';
import { ATIME_LANE } from './atime.ts';
import { ENDINGS } from './endings.ts';
import { PINS } from './pins.ts';
import { STOPPED } from './stopped.ts';
import { Tally } from './tally.ts';
import { TIMEOUT } from './timeout.ts';
import { nameOf, runTrials, type Seen, type Trial, trialsOf } from './trial.ts';

/** Allocations tried at a time; a call makes about ten, those of kmemleak included. */
const BATCH = 12;

/** More than any call makes: a count that does not end is a failure. */
const MOST = 128;

/** Do without: a walk that is short of room begins again, and has more patience then (fs/namei.c, Linux 6.12). */
const MAY_FAIL = ['nd_alloc_stack'];

/** Of whom the kernel does not tell. */
const UNTOLD = 'untold';

/** With a failed allocation the call is refused for want of memory, or does without it and ends as it always does. */
function judgeFault(seen: Seen, tally: Tally): void {
  const { trial, value, again, hit } = seen;
  const { returns } = trial.ending;
  tally.count(seen);
  tally.failures.push(...seen.failures);
  if (!seen.complete) return;
  const name = nameOf(trial);
  if (hit && value === 'ENOMEM') {
    tally.covered.add(`${trial.call} E9`);
    if (again !== returns) tally.wrong(`${name}: ${again} instead of ${returns} when it is called again`);
  } else if (value !== returns) {
    tally.wrong(`${name}: ${value} instead of ${hit ? `ENOMEM or ${returns}` : returns}`);
  }
}

/** Who did without the allocation; it is wrong of those who may not. */
function judgePassedOver({ trial, madeBy }: Seen, tally: Tally): string {
  // kmemleak's own: it has a reserve, and asks for no warning. An allocation for the call itself does not.
  if (madeBy !== undefined && !MAY_FAIL.includes(madeBy))
    tally.wrong(`${nameOf(trial)}: ${madeBy} passes over it`);
  return madeBy ?? UNTOLD;
}

/** One call with its first allocation failing, its second, and so on, until it makes fewer. */
async function failEach(
  target: OpenTarget,
  trial: Trial,
  tally: Tally,
  onProgress: OwnLaneContext['onProgress'],
): Promise<void> {
  const refused: string[] = [];
  const passedOver: string[] = [];
  for (let from = 1; from <= MOST; from += BATCH) {
    const faults = Array.from({ length: BATCH }, (_, i) => ({ ...trial, fault: from + i }));
    for (const seen of await runTrials(target, faults)) {
      judgeFault(seen, tally);
      if (!seen.complete) continue;
      if (seen.hit) {
        if (seen.value === 'ENOMEM') refused.push(seen.madeBy ?? UNTOLD);
        else if (seen.value === trial.ending.returns) passedOver.push(judgePassedOver(seen, tally));
        continue;
      }
      onProgress(`${nameOf(trial)}: refused ${refused.join(', ')}; passed over ${passedOver.join(', ')}`);
      if (refused.length === 0) tally.wrong(`${nameOf(trial)}: no allocation of it could be made to fail`);
      else if (refused.every((who) => who === UNTOLD))
        tally.wrong(`${nameOf(trial)}: the kernel does not tell who makes an allocation`);
      return;
    }
  }
  tally.wrong(`${nameOf(trial)}: more than ${MOST} allocations`);
}

async function hasFailslab(target: OpenTarget): Promise<boolean> {
  const script = new Script();
  const written = allowFaults(script, script.spawn());
  return (await runScript(target, script)).value(written) === 1;
}

const FAULTS: OwnLane = {
  scenario: 'faults',
  needs: ['failslab', 'kmemleak'],
  async run(context) {
    const target = await context.boot();
    const tally = new Tally();
    if (!(await hasFailslab(target))) return { ...tally.result(), lacking: 'failslab, with its debugfs' };
    const [files, { crashes }] = [await countFiles(target), target];
    for (const trial of trialsOf(ENDINGS, numberOf(context.numbers, 'fconnectat')))
      await failEach(target, trial, tally, context.onProgress);
    // A kernel that has crashed has been replaced by another one, with other files.
    if (target.crashes === crashes && (files === undefined || (await countFiles(target)) !== files))
      tally.wrong('files are left open');
    const scan = await scanForLeaks(target);
    if (scan === undefined) return { ...tally.result(), lacking: 'kmemleak' };
    for (const { title, kind, diagram } of scan.leaks) {
      tally.failures.push({ title, kind, ...(diagram === undefined ? {} : { diagram }) });
    }
    if (scan.unfinished !== undefined) tally.wrong(scan.unfinished);
    return tally.result();
  },
};

/** The lanes that are about what a call leaves behind, and about its wait. */
export const FAULT_LANES: readonly OwnLane[] = [FAULTS, PINS, TIMEOUT, STOPPED, ATIME_LANE];
