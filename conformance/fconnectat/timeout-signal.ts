// SPDX-License-Identifier: MIT
// A signal and the end of SO_SNDTIMEO, both before the sleeper runs again: the signal counts (E25).
import { NR } from '../harness/protocol/nr.ts';
import { SIGNAL } from '../harness/scripted/calls.ts';
import { msIn, readClock, Work } from '../harness/scripted/clock.ts';
import { runScript } from '../harness/scripted/run.ts';
import type { Script } from '../harness/scripted/script.ts';
import type { Tally } from '../harness/scripted/tally.ts';
import type { OpenTarget } from '../harness/target/open-target.ts';
import { CALLER, type CallEnding, type CallName, callOf, KEEPER } from './endings.ts';
import { LATE_MS, limited, TIMEOUT_MS } from './timeout-world.ts';

const ITIMER_REAL = 0;

/** The signal comes first: wherever the sleeper runs in between, it ends by the signal as well. */
const SIGNAL_MS = TIMEOUT_MS - 50;

/** The last one is what sendfile(2) moves at most. */
const [FIRST_TURN, LAST_TURN] = [2 ** 25, 2 ** 31];

const ENDING: CallEnding = {
  ...{ name: 'timeout and signal', calls: ['fconnectat', 'connect'], returns: 'EINTR' },
  ...{ path: 's', backlog: 0 },
};

/** SIGALRM for the caller after so many milliseconds. */
function alarm(script: Script, ms: number): void {
  const data = Buffer.alloc(32);
  data.writeBigInt64LE(BigInt(ms * 1000), 24);
  script.handle(CALLER, SIGNAL.alarm);
  script.call(CALLER, NR.setitimer, ITIMER_REAL, { data }, 0);
}

/**
 * While the caller sleeps somebody of its own priority works through both times: it does not run before that is over.
 * More work is tried as long as that was too little.
 */
export async function interrupted(
  target: OpenTarget,
  call: CallName,
  nr: number,
  tally: Tally,
): Promise<void> {
  const name = `${call} timeout and signal`;
  for (let bytes = FIRST_TURN; bytes <= LAST_TURN; bytes *= 4) {
    const world = limited(ENDING, TIMEOUT_MS);
    const { script } = world;
    const work = new Work(script, KEEPER);
    alarm(script, SIGNAL_MS);
    const called = callOf(world, call, nr, ENDING);
    const before = readClock(script, KEEPER);
    const worked = work.turn(bytes);
    const after = readClock(script, KEEPER);
    const run = await runScript(target, script);
    tally.count(script);
    if (run.ended !== undefined) return tally.ended(name, run.ended);
    if (!run.blocked(called, CALLER)) return tally.wrong(`${name}: does not sleep`);
    const took = (msIn(run, after) ?? Number.NaN) - (msIn(run, before) ?? Number.NaN);
    if (took < TIMEOUT_MS + LATE_MS) continue;
    const value = run.value(called);
    if (value !== 'EINTR') return tally.wrong(`${name}: ${value} instead of EINTR`);
    // On a busy machine the signal may have come before the work began.
    if (run.returnedDuring(called) !== worked) continue;
    tally.covered.add(`${call} E25`);
    return;
  }
  tally.wrong(`${name}: the guest's clock does not get there`);
}
