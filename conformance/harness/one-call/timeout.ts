// SPDX-License-Identifier: MIT
// A timeout bounds the wait: the guest's own clock says when it has passed.
import type { Numbers } from '../numbers.ts';
import type { OwnLane } from '../own-lane.ts';
import { msIn, readClock, Work } from '../scripted/clock.ts';
import { Tally } from '../scripted/tally.ts';
import type { OpenTarget } from '../target.ts';
import { type BoundedWait, LATE_MS, limited, type Meanwhile, makeCall, TIMEOUT_MS } from './bounded-wait.ts';
import { CALLER, type Ending, KEEPER, type World } from './subject.ts';
import { interrupted } from './timeout-signal.ts';

/** More than a tick of times(2): the first one had begun. */
const EARLY_MS = 15;
/** A timeout that does not pass while the test runs. */
const LONG_MS = 1_000_000;

const TURNS = 24;
const [FIRST_TURN, LAST_TURN] = [2 ** 20, 2 ** 30];

/** What was seen of one wait, in milliseconds on the guest's clock. */
export interface Wait {
  readonly start: number;
  /** After each turn of work. */
  readonly readings: readonly number[];
  readonly value: number | string | undefined;
  /** The first reading by which the call had returned. */
  readonly returnedBy: number | undefined;
}

/** What is wrong; undefined when nothing is; `again` when too little time has passed to tell. */
export function judgeWait(
  { start, readings, value, returnedBy }: Wait,
  expires: number | string,
): string | undefined | 'again' {
  const over = start + TIMEOUT_MS;
  if (value === undefined) {
    // The last reading is no proof alone: what was due before it may come right after it.
    const late = readings.filter((reading) => reading >= over + LATE_MS);
    return late.length >= 2 ? 'sleeps on when its timeout has passed' : 'again';
  }
  if (value !== expires) return `${value} instead of ${expires}`;
  return returnedBy !== undefined && returnedBy < over - EARLY_MS
    ? 'returns before its timeout has passed'
    : undefined;
}

/** The call waits until its timeout has passed, however much work that takes. */
async function expire<W extends World, E extends Ending<W>>(
  target: OpenTarget,
  wait: BoundedWait<W, E>,
  call: string,
  numbers: Numbers,
  tally: Tally,
  meanwhile?: Meanwhile<W>,
): Promise<void> {
  const name = meanwhile === undefined ? `${call} timeout` : `${call} timeout ${meanwhile.name}`;
  const { expires = wait.expires } = meanwhile ?? {};
  for (let bytes = FIRST_TURN; bytes <= LAST_TURN; bytes *= 8) {
    const world = limited(wait, TIMEOUT_MS, meanwhile?.before);
    const { script } = world;
    const work = new Work(script, KEEPER);
    const start = readClock(script, KEEPER);
    const called = makeCall(wait, world, call, numbers);
    meanwhile?.asleep?.(world);
    const clocks = Array.from({ length: TURNS }, () => {
      meanwhile?.again?.(world);
      work.turn(bytes);
      return readClock(script, KEEPER);
    });
    const run = await tally.run(target, script, name);
    if (run === undefined) return;
    if (!run.blocked(called, CALLER)) return tally.wrong(`${name}: does not sleep`);
    const during = run.returnedDuring(called);
    const ms = (op: number | undefined) => (op === undefined ? undefined : msIn(run, op));
    const seen = {
      start: ms(start) ?? Number.NaN,
      readings: clocks.flatMap((op) => ms(op) ?? []),
      value: run.value(called),
      returnedBy: during === undefined ? undefined : ms(clocks.find((op) => op >= during)),
    };
    const wrong = judgeWait(seen, expires);
    if (wrong === 'again') continue;
    if (wrong !== undefined) tally.wrong(`${name}: ${wrong}`);
    else if (expires === wait.expires) tally.covered.add(`${call} ${wait.rows.expired}`);
    return;
  }
  tally.wrong(`${name}: the guest's clock does not get there`);
}

/** A call that is woken before its timeout has passed goes on as if there were none. */
async function wake<W extends World, E extends Ending<W>>(
  target: OpenTarget,
  wait: BoundedWait<W, E>,
  call: string,
  numbers: Numbers,
  tally: Tally,
): Promise<void> {
  const world = limited(wait, LONG_MS);
  const called = makeCall(wait, world, call, numbers);
  wait.ending.asleep?.(world);
  const run = await tally.run(target, world.script, `${call} timeout`);
  if (run === undefined) return;
  if (!run.blocked(called, CALLER)) tally.wrong(`${call} with a timeout that has not passed does not sleep`);
  else if (run.value(called) !== wait.ending.returns)
    tally.wrong(`${call} woken before its timeout: ${run.value(called)} instead of ${wait.ending.returns}`);
}

/** A timeout that passes, one that passes while something else happens, one that does not, and one beside a signal. */
export const timeoutLane = <W extends World, E extends Ending<W>>(wait: BoundedWait<W, E>): OwnLane => ({
  scenario: 'timeout',
  what: 'a timeout bounds the wait: passed, while something else happens, woken before, beside a signal',
  needs: [],
  async run({ boot, numbers }) {
    const target = await boot();
    const tally = new Tally();
    for (const call of wait.ending.calls) {
      await expire(target, wait, call, numbers, tally);
      for (const one of wait.meanwhile ?? []) await expire(target, wait, call, numbers, tally, one);
      await wake(target, wait, call, numbers, tally);
      await interrupted(target, wait, call, numbers, tally);
    }
    return tally.result();
  },
});
