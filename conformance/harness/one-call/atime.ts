// SPDX-License-Identifier: MIT
// A call that succeeds is an access to the file that it names (`touch_atime`). One that is refused or interrupted is none.

import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import type { Numbers } from '../numbers.ts';
import type { OwnLane } from '../own-lane.ts';
import { NR } from '../protocol/nr.ts';
import { cString } from '../registers.ts';
import { SIGNAL } from '../scripted/calls.ts';
import { Tally } from '../scripted/tally.ts';
import { begin, CALLER, type Ending, enter, KEEPER, type Subject, tearDown, type World } from './subject.ts';

/** Bytes of struct stat, and where st_atime is in it (arch/x86/include/uapi/asm/stat.h, Linux 6.12). */
const [STAT_SIZE, ATIME] = [144, 72];

/** An ending, and the path of the file that its call names. */
export interface Access<E> {
  readonly ending: E;
  readonly path: string;
}

/**
 * The time of the last access is set to 0, and read before and after the call. Where the call sleeps, that is done while it
 * does: what it has accessed before does not count.
 */
function write<W extends World, E extends Ending<W>>(
  subject: Subject<W, E>,
  call: string,
  numbers: Numbers,
  { ending, path }: Access<E>,
) {
  const script = begin();
  const world = enter(script, subject, ending);
  const file = cString(path);
  const stat = () => script.call(KEEPER, NR.stat, file, { out: STAT_SIZE });
  const reset = () => {
    script.call(KEEPER, NR.utimensat, AT_FDCWD, file, { data: Buffer.alloc(32) }, 0);
    return stat();
  };
  const make = () => subject.call(world, call, numbers, ending, CALLER);
  if (ending.asleep !== undefined) script.handle(CALLER, SIGNAL.usr1);
  ending.before?.(world);
  let [before, called] = [0, 0];
  if (ending.asleep === undefined) [before, called] = [reset(), make()];
  else {
    [called, before] = [make(), reset()];
    ending.asleep(world);
  }
  const after = stat();
  // One that sleeps still, though it should not, keeps nothing from being closed.
  script.kill(CALLER, SIGNAL.kill);
  tearDown(script);
  return { script, before, called, after };
}

/** Each ending by each of its calls: one that returns no errno is an access, every other one is none. */
export const atimeLane = <W extends World, E extends Ending<W>>(
  subject: Subject<W, E>,
  accesses: readonly Access<E>[],
): OwnLane => ({
  scenario: 'atime',
  what: 'success is an access to the file that a call names; a refused or interrupted call is none',
  needs: [],
  async run({ boot, numbers }) {
    const target = await boot();
    const tally = new Tally();
    for (const access of accesses) {
      const { calls, name: how, returns } = access.ending;
      for (const call of calls) {
        const { script, before, called, after } = write(subject, call, numbers, access);
        const name = `${call} ${how}`;
        const run = await tally.run(target, script, name);
        if (run === undefined) continue;
        if (run.value(called) !== returns) tally.wrong(`${name}: ${run.value(called)}`);
        else if (access.ending.asleep !== undefined && !run.blocked(before, CALLER))
          tally.wrong(`${name}: does not sleep`);
        else if (run.value(before) !== 0) tally.wrong(`${name}: stat gives ${run.value(before)} before`);
        else if (run.value(after) !== 0) tally.wrong(`${name}: stat gives ${run.value(after)}`);
        else {
          const [was, is] = [before, after].map((op) => run.buffer(op).readBigInt64LE(ATIME));
          // A reset that has failed, and not the call.
          if (was !== 0n) tally.wrong(`${name}: the time of the last access was ${was} before`);
          else if ((is !== 0n) !== (typeof returns === 'number'))
            tally.wrong(`${name}: the time of the last access was 0 and is ${is}`);
        }
      }
    }
    return tally.result();
  },
});
