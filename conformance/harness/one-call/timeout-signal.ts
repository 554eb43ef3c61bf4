// SPDX-License-Identifier: MIT
// A signal and the end of a timeout, both before the sleeper runs again: the signal counts.
import type { Numbers } from '../numbers.ts';
import { NR } from '../protocol/nr.ts';
import { SIGNAL } from '../scripted/calls.ts';
import { msIn, readClock, Work } from '../scripted/clock.ts';
import type { Script } from '../scripted/script.ts';
import type { Tally } from '../scripted/tally.ts';
import type { OpenTarget } from '../target.ts';
import { type BoundedWait, LATE_MS, limited, makeCall, TIMEOUT_MS } from './bounded-wait.ts';
import { CALLER, type Ending, KEEPER, type World } from './subject.ts';

const ITIMER_REAL = 0;

/** The signal comes first: wherever the sleeper runs in between, it ends by the signal as well. */
const SIGNAL_MS = TIMEOUT_MS - 50;

/** The last one is what sendfile(2) moves at most. */
const [FIRST_TURN, LAST_TURN] = [2 ** 25, 2 ** 31];

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
export async function interrupted<W extends World, E extends Ending<W>>(
  target: OpenTarget,
  wait: BoundedWait<W, E>,
  call: string,
  numbers: Numbers,
  tally: Tally,
): Promise<void> {
  const name = `${call} timeout and signal`;
  for (let bytes = FIRST_TURN; bytes <= LAST_TURN; bytes *= 4) {
    const world = limited(wait, TIMEOUT_MS);
    const { script } = world;
    const work = new Work(script, KEEPER);
    alarm(script, SIGNAL_MS);
    const called = makeCall(wait, world, call, numbers);
    const before = readClock(script, KEEPER);
    const worked = work.turn(bytes);
    const after = readClock(script, KEEPER);
    const run = await tally.run(target, script, name);
    if (run === undefined) return;
    if (!run.blocked(called, CALLER)) return tally.wrong(`${name}: does not sleep`);
    const took = (msIn(run, after) ?? Number.NaN) - (msIn(run, before) ?? Number.NaN);
    if (took < TIMEOUT_MS + LATE_MS) continue;
    const value = run.value(called);
    if (value !== 'EINTR') return tally.wrong(`${name}: ${value} instead of EINTR`);
    // On a busy machine the signal may have come before the work began.
    if (run.returnedDuring(called) !== worked) continue;
    tally.covered.add(`${call} ${wait.rows.interrupted}`);
    return;
  }
  tally.wrong(`${name}: the guest's clock does not get there`);
}
