// SPDX-License-Identifier: MIT
// A connection is an access to the socket file: `touch_atime`, as by connect(2) (R16).
import { AT_FDCWD } from '../../models/kernel/objects/path/index.ts';
import { numberOf } from '../harness/numbers.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import { NR } from '../harness/protocol/nr.ts';
import { cString } from '../harness/registers.ts';
import { runScript } from '../harness/scripted/run.ts';
import { begin, build, type CallEnding, type CallName, callOf, DIR, KEEPER, tearDown } from './endings.ts';
import { Tally } from './tally.ts';

/** Bytes of struct stat, and where st_atime is in it (arch/x86/include/uapi/asm/stat.h, Linux 6.12). */
const [STAT_SIZE, ATIME] = [144, 72];

const CONNECTS: CallEnding = { name: 'connects', calls: ['connect', 'fconnectat'], returns: 0, path: 's' };
const REFUSED: CallEnding = { ...CONNECTS, name: 'is refused', returns: 'EPROTOTYPE', path: 'g' };

/** The time of the last access is set to 0, and read before and after the call. */
function write(call: CallName, nr: number, ending: CallEnding) {
  const script = begin();
  const world = build(script, ending);
  const file = cString(`${DIR}/${ending.path}`);
  script.call(KEEPER, NR.utimensat, AT_FDCWD, file, { data: Buffer.alloc(32) }, 0);
  const stat = () => script.call(KEEPER, NR.stat, file, { out: STAT_SIZE });
  const before = stat();
  const called = callOf(world, call, nr, ending);
  const after = stat();
  tearDown(script);
  return { script, before, called, after };
}

export const ATIME_LANE: OwnLane = {
  scenario: 'atime',
  needs: [],
  async run({ boot, numbers }) {
    const nr = numberOf(numbers, 'fconnectat');
    const target = await boot();
    const tally = new Tally();
    for (const ending of [CONNECTS, REFUSED]) {
      for (const call of ending.calls) {
        const { script, before, called, after } = write(call, nr, ending);
        const run = await runScript(target, script);
        const name = `${call} ${ending.name}`;
        tally.count(script);
        if (run.ended !== undefined) tally.ended(name, run.ended);
        else if (run.value(called) !== ending.returns) tally.wrong(`${name}: ${run.value(called)}`);
        else if (run.value(after) !== 0) tally.wrong(`${name}: stat gives ${run.value(after)}`);
        else {
          const [was, is] = [before, after].map((op) => run.buffer(op).readBigInt64LE(ATIME));
          const isTouched = was === 0n && is !== 0n;
          if (isTouched !== (ending.returns === 0))
            tally.wrong(`${name}: the time of the last access was ${was} and is ${is}`);
        }
      }
    }
    return tally.result();
  },
};
