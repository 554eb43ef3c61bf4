// SPDX-License-Identifier: MIT
// SO_SNDTIMEO bounds the wait (R19): the guest's own clock says when it has passed.
import { numberOf } from '../harness/numbers.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import { msIn, readClock, Work } from '../harness/scripted/clock.ts';
import { runScript } from '../harness/scripted/run.ts';
import type { OpenTarget } from '../harness/target/open-target.ts';
import { acceptOne, CALLER, type CallEnding, type CallName, callOf, KEEPER } from './endings.ts';
import { Tally } from './tally.ts';
import { interrupted } from './timeout-signal.ts';
import { LATE_MS, limited, TIMEOUT_MS } from './timeout-world.ts';

/** More than a tick of times(2): the first one had begun. */
const EARLY_MS = 15;
/** A timeout that does not pass while the test runs. */
const LONG_MS = 1_000_000;

const TURNS = 24;
const [FIRST_TURN, LAST_TURN] = [2 ** 20, 2 ** 30];

const ENDING: CallEnding = {
  ...{ name: 'timeout', calls: ['fconnectat', 'connect'], returns: 'EAGAIN' },
  ...{ path: 's', backlog: 0 },
};

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
export function judgeWait({ start, readings, value, returnedBy }: Wait): string | undefined | 'again' {
  const over = start + TIMEOUT_MS;
  if (value === undefined) {
    // The last reading is no proof alone: what was due before it may come right after it.
    const late = readings.filter((reading) => reading >= over + LATE_MS);
    return late.length >= 2 ? 'sleeps on when its timeout has passed' : 'again';
  }
  if (value !== 'EAGAIN') return `${value} instead of EAGAIN`;
  return returnedBy !== undefined && returnedBy < over - EARLY_MS
    ? 'returns before its timeout has passed'
    : undefined;
}

/** The call waits until its timeout has passed, however much work that takes. */
async function expire(target: OpenTarget, call: CallName, nr: number, tally: Tally): Promise<void> {
  for (let bytes = FIRST_TURN; bytes <= LAST_TURN; bytes *= 8) {
    const world = limited(ENDING, TIMEOUT_MS);
    const { script } = world;
    const work = new Work(script, KEEPER);
    const start = readClock(script, KEEPER);
    const called = callOf(world, call, nr, ENDING);
    const clocks = Array.from({ length: TURNS }, () => {
      work.turn(bytes);
      return readClock(script, KEEPER);
    });
    const run = await runScript(target, script);
    tally.count(script);
    if (run.ended !== undefined) return tally.ended(`${call} timeout`, run.ended);
    if (!run.blocked(called, CALLER)) return tally.wrong(`${call} timeout: does not sleep`);
    const during = run.returnedDuring(called);
    const ms = (op: number | undefined) => (op === undefined ? undefined : msIn(run, op));
    const wrong = judgeWait({
      start: ms(start) ?? Number.NaN,
      readings: clocks.flatMap((op) => ms(op) ?? []),
      value: run.value(called),
      returnedBy: during === undefined ? undefined : ms(clocks.find((op) => op >= during)),
    });
    if (wrong === 'again') continue;
    if (wrong === undefined) tally.covered.add(`${call} E24`);
    else tally.wrong(`${call} timeout: ${wrong}`);
    return;
  }
  tally.wrong(`${call} timeout: the guest's clock does not get there`);
}

/** A call that is woken before its timeout has passed goes on as if there were none. */
async function wake(target: OpenTarget, call: CallName, nr: number, tally: Tally): Promise<void> {
  const world = limited(ENDING, LONG_MS);
  const called = callOf(world, call, nr, ENDING);
  acceptOne(world);
  const run = await runScript(target, world.script);
  tally.count(world.script);
  if (run.ended !== undefined) return tally.ended(`${call} timeout`, run.ended);
  if (!run.blocked(called, CALLER)) tally.wrong(`${call} with a timeout that has not passed does not sleep`);
  else if (run.value(called) !== 0)
    tally.wrong(`${call} woken before its timeout: ${run.value(called)} instead of 0`);
}

export const TIMEOUT: OwnLane = {
  scenario: 'timeout',
  needs: [],
  async run({ boot, numbers }) {
    const nr = numberOf(numbers, 'fconnectat');
    const target = await boot();
    const tally = new Tally();
    for (const call of ENDING.calls) {
      await expire(target, call, nr, tally);
      await wake(target, call, nr, tally);
      await interrupted(target, call, nr, tally);
    }
    return tally.result();
  },
};
