// SPDX-License-Identifier: MIT
// The time for which a call is frozen does not count for its timeout.
import type { Numbers } from '../numbers.ts';
import type { OwnLane } from '../own-lane.ts';
import { msIn, readClock, Work } from '../scripted/clock.ts';
import { Tally } from '../scripted/tally.ts';
import type { OpenTarget } from '../target.ts';
import { type BoundedWait, LATE_MS, limited, makeCall, TIMEOUT_MS } from './bounded-wait.ts';
import { CALLER, type Ending, KEEPER, type World } from './subject.ts';

/** A bounded wait, and what a freeze ends a call with, by the call; one that is not there goes on after the thaw. */
interface FrozenWait<W extends World, E extends Ending<W>>
  extends Omit<BoundedWait<W, E>, 'expires' | 'rows'> {
  readonly ended: Readonly<Record<string, string>>;
}

/** The last one is what sendfile(2) moves at most. */
const [FIRST_TURN, LAST_TURN] = [2 ** 25, 2 ** 31];

/** More work is tried as long as the timeout has not passed by then. */
async function frozen<W extends World, E extends Ending<W>>(
  target: OpenTarget,
  wait: FrozenWait<W, E>,
  call: string,
  numbers: Numbers,
  tally: Tally,
): Promise<void> {
  const name = `${call} timeout while frozen`;
  const ended = wait.ended[call];
  for (let bytes = FIRST_TURN; bytes <= LAST_TURN; bytes *= 4) {
    const world = limited(wait, TIMEOUT_MS);
    const { script } = world;
    const work = new Work(script, KEEPER);
    const called = makeCall(wait, world, call, numbers);
    script.freeze(CALLER);
    const before = readClock(script, KEEPER);
    work.turn(bytes);
    const after = readClock(script, KEEPER);
    const thawed = script.thaw(CALLER);
    wait.ending.asleep?.(world);
    const run = await tally.run(target, script, name);
    if (run === undefined) return;
    if (!run.blocked(called, CALLER)) return tally.wrong(`${name}: does not sleep`);
    const took = (msIn(run, after) ?? Number.NaN) - (msIn(run, before) ?? Number.NaN);
    if (took < TIMEOUT_MS + LATE_MS) continue;
    const value = run.value(called);
    const goesOn = run.blocked(thawed, CALLER);
    if (goesOn !== (ended === undefined))
      tally.wrong(`${name}: ${goesOn ? 'sleeps on' : `ends with ${value}`} after the thaw`);
    else if (value !== (ended ?? wait.ending.returns))
      tally.wrong(`${name}: ${value} instead of ${ended ?? wait.ending.returns}`);
    return;
  }
  tally.wrong(`${name}: the guest's clock does not get there`);
}

/** A timeout that passes while the caller is frozen. */
export const timeoutFrozenLane = <W extends World, E extends Ending<W>>(wait: FrozenWait<W, E>): OwnLane => ({
  scenario: 'timeout-frozen',
  what: 'a timeout that passes while the caller is frozen ends no call that goes on after the thaw',
  needs: [],
  async run({ boot, numbers }) {
    const target = await boot();
    const tally = new Tally();
    if (!target.hello.capabilities.includes('freezer'))
      return { ...tally.result(), lacking: 'the freezer of cgroup v1' };
    for (const call of wait.ending.calls) await frozen(target, wait, call, numbers, tally);
    return tally.result();
  },
});
