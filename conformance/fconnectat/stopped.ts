// SPDX-License-Identifier: MIT
// Stop and continue (R11): a stopped sleeper of the proposal's call ends with EINTR, one of connect(2) waits again.
import { numberOf } from '../harness/numbers.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import { open, readStart, SIGNAL } from '../harness/scripted/calls.ts';
import { runScript } from '../harness/scripted/run.ts';
import { socket } from '../harness/scripted/sockets.ts';
import type { OpenTarget } from '../harness/target/open-target.ts';
import {
  acceptOne,
  begin,
  build,
  CALLER,
  type CallEnding,
  type CallName,
  callOf,
  fill,
  KEEPER,
} from './endings.ts';
import { Tally } from './tally.ts';

const ENDING: CallEnding = {
  ...{ name: 'stopped', calls: ['fconnectat', 'connect'], returns: 'EINTR' },
  ...{ path: 's', backlog: 0 },
};

/** The state of a task, from its /proc/PID/stat. */
export function stateIn(stat: string): string | undefined {
  return /^\d+ \(.*\) (\w) /s.exec(stat)?.[1];
}

/** Two sleep; the first is stopped, a slot is made, it is continued, another slot is made. */
function write(call: CallName, nr: number) {
  const script = begin();
  /** Waits behind the caller, on the same listener. */
  const second = script.fork(KEEPER);
  const world = build(script, ENDING);
  const stat = open(script, CALLER, '/proc/thread-self/stat');
  fill(world);
  const called = callOf(world, call, nr, ENDING);
  const behind = callOf({ ...world, caller: socket(script, KEEPER) }, call, nr, ENDING, second);
  script.kill(CALLER, SIGNAL.stop);
  const state = readStart(script, KEEPER, stat, 512);
  const accepted = acceptOne(world);
  const continued = script.kill(CALLER, SIGNAL.cont);
  acceptOne(world);
  return { script, second, marks: { called, behind, state, accepted, continued } };
}

async function stopAndContinue(target: OpenTarget, call: CallName, nr: number, tally: Tally): Promise<void> {
  const { script, second, marks } = write(call, nr);
  const run = await runScript(target, script);
  tally.count(script);
  if (run.ended !== undefined) return tally.ended(`${call} stopped`, run.ended);
  const wrong = (what: string) => tally.wrong(`${call} stopped: ${what}`);
  if (!run.blocked(marks.behind, CALLER) || !run.blocked(marks.behind, second))
    return wrong('does not sleep');
  const state = stateIn(run.text(marks.state));
  if (state !== 'T') return wrong(`its state is ${state} instead of T`);
  if (!run.blocked(marks.accepted, CALLER)) wrong('returns before it is continued');
  if (run.value(marks.behind) !== 0 || run.returnedDuring(marks.behind) !== marks.accepted)
    wrong('the slot that is made meanwhile is not given to who waits behind it');
  const value = run.value(marks.called);
  const returned = run.returnedDuring(marks.called);
  if (call === 'connect') {
    if (!run.blocked(marks.continued, CALLER) || value !== 0)
      wrong(`does not wait again when it is continued: ${value}`);
    else tally.covered.add('connect restarted');
  } else if (value !== 'EINTR' || returned !== marks.continued)
    wrong(`${value} instead of EINTR when it is continued`);
  else tally.covered.add(`${call} E25`);
}

export const STOPPED: OwnLane = {
  scenario: 'signals',
  needs: [],
  async run({ boot, numbers }) {
    const nr = numberOf(numbers, 'fconnectat');
    const target = await boot();
    const tally = new Tally();
    for (const call of ENDING.calls) await stopAndContinue(target, call, nr, tally);
    return tally.result();
  },
};
