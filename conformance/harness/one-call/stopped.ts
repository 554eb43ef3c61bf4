// SPDX-License-Identifier: MIT
// A sleeper is stopped and continued: it has not kept from others what came meanwhile.
import type { Numbers } from '../numbers.ts';
import type { OwnLane } from '../own-lane.ts';
import { SIGNAL } from '../scripted/calls.ts';
import { Tally } from '../scripted/tally.ts';
import { stateOf } from '../scripted/task-state.ts';
import type { OpenTarget } from '../target.ts';
import { begin, CALLER, type Ending, enter, KEEPER, type Subject, type World } from './subject.ts';

/** A call whose sleepers are served one after the other. */
export interface Stoppable<W extends World, E extends Ending<W>> {
  readonly subject: Subject<W, E>;
  /** `before` makes the call sleep, and each `asleep` lets one sleeper go on. */
  readonly ending: E;
  /** The world as a second caller has it, who sleeps behind the first. */
  behind(world: W): W;
  /** The calls that wait again when they are continued; all others end with EINTR. */
  readonly restarted: readonly string[];
  /** The row of the table of errors that says EINTR. */
  readonly row: string;
}

/** Two sleep; the first is stopped, the next is let go on, the first is continued, and then let go on too. */
function write<W extends World, E extends Ending<W>>(
  { subject, ending, behind }: Stoppable<W, E>,
  call: string,
  numbers: Numbers,
) {
  const script = begin();
  const second = script.fork(KEEPER);
  const world = enter(script, subject, ending);
  const readState = stateOf(script, CALLER);
  ending.before?.(world);
  const called = subject.call(world, call, numbers, ending, CALLER);
  const calledBehind = subject.call(behind(world), call, numbers, ending, second);
  script.kill(CALLER, SIGNAL.stop);
  const state = readState(KEEPER);
  ending.asleep?.(world);
  const letOn = script.ops.length - 1;
  const continued = script.kill(CALLER, SIGNAL.cont);
  ending.asleep?.(world);
  return { script, second, state, marks: { called, calledBehind, letOn, continued } };
}

async function stopAndContinue<W extends World, E extends Ending<W>>(
  target: OpenTarget,
  stoppable: Stoppable<W, E>,
  call: string,
  numbers: Numbers,
  tally: Tally,
): Promise<void> {
  const { script, second, state, marks } = write(stoppable, call, numbers);
  const run = await tally.run(target, script, `${call} stopped`);
  if (run === undefined) return;
  const wrong = (what: string) => tally.wrong(`${call} stopped: ${what}`);
  if (!run.blocked(marks.calledBehind, CALLER) || !run.blocked(marks.calledBehind, second))
    return wrong('does not sleep');
  if (state(run) !== 'T') return wrong(`its state is ${state(run)} instead of T`);
  if (!run.blocked(marks.letOn, CALLER)) wrong('returns before it is continued');
  const { returns } = stoppable.ending;
  if (run.value(marks.calledBehind) !== returns || run.returnedDuring(marks.calledBehind) !== marks.letOn)
    wrong('the slot that is made meanwhile is not given to who waits behind it');
  const value = run.value(marks.called);
  const returned = run.returnedDuring(marks.called);
  if (stoppable.restarted.includes(call)) {
    if (!run.blocked(marks.continued, CALLER) || value !== returns)
      wrong(`does not wait again when it is continued: ${value}`);
    else tally.covered.add(`${call} restarted`);
  } else if (value !== 'EINTR' || returned !== marks.continued)
    wrong(`${value} instead of EINTR when it is continued`);
  else tally.covered.add(`${call} ${stoppable.row}`);
}

/** Each call, stopped while it sleeps. */
export const stoppedLane = <W extends World, E extends Ending<W>>(stoppable: Stoppable<W, E>): OwnLane => ({
  scenario: 'signals',
  what: 'a sleeper is stopped and continued, and keeps nothing from others meanwhile',
  needs: [],
  async run({ boot, numbers }) {
    const target = await boot();
    const tally = new Tally();
    for (const call of stoppable.ending.calls) await stopAndContinue(target, stoppable, call, numbers, tally);
    return tally.result();
  },
});
