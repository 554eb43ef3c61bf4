// SPDX-License-Identifier: MIT
// Stop and continue (R11): a stopped sleeper of the proposal's call ends with EINTR, one of connect(2) waits again.
import { NR, open, SIGNAL } from '../harness/guest/calls.ts';
import { Run, Script } from '../harness/guest/script.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import type { OpenTarget } from '../harness/target/open-target.ts';
import { accept, build, CALLER, type CallName, callOf, fill, KEEPER, type Scenario } from './scenarios.ts';
import { Tally } from './tally.ts';

/** Waits behind the caller, on the same listener. */
const SECOND = 2;

const SCENARIO: Scenario = {
  ...{ name: 'stopped', calls: ['fconnectat', 'connect'], returns: 'EINTR' },
  ...{ path: 's', backlog: 0 },
};

/** The state of a task, from its /proc/PID/stat. */
export function stateIn(stat: string): string | undefined {
  return /^\d+ \(.*\) (\w) /s.exec(stat)?.[1];
}

/** Two sleep; the first is stopped, a slot is made, it is continued, another slot is made. */
function write(call: CallName, nr: number) {
  const script = new Script();
  script.spawn(KEEPER);
  script.fork(CALLER, KEEPER);
  script.fork(SECOND, KEEPER);
  const world = build(script, SCENARIO);
  const stat = open(script, CALLER, '/proc/thread-self/stat');
  fill(world);
  const caller = callOf(world, call, nr, SCENARIO);
  const socket = { family: 'unix', type: 'stream', nonblock: false };
  const other = { ...world, caller: script.systemOpening(KEEPER, 'socket', socket) };
  const second = callOf(other, call, nr, SCENARIO, SECOND);
  script.kill(CALLER, SIGNAL.stop);
  const state = script.call(KEEPER, NR.pread64, stat, { out: 512 }, 512, 0);
  accept(world);
  const accepted = script.ops.length - 1;
  const continued = script.kill(CALLER, SIGNAL.cont);
  accept(world);
  return { script, marks: { caller, second, state, accepted, continued } };
}

async function stopAndContinue(target: OpenTarget, call: CallName, nr: number, tally: Tally): Promise<void> {
  const { script, marks } = write(call, nr);
  const [result] = await target.run([{ ops: script.ops }]);
  const run = new Run(result);
  tally.count(script);
  if (run.ended !== undefined) return tally.ended(`${call} stopped`, run.ended);
  const wrong = (what: string) => tally.wrong(`${call} stopped: ${what}`);
  if (!run.blocked(marks.second, CALLER) || !run.blocked(marks.second, SECOND))
    return wrong('does not sleep');
  const state = stateIn(run.text(marks.state));
  if (state !== 'T') return wrong(`its state is ${state} instead of T`);
  if (!run.blocked(marks.accepted, CALLER)) wrong('returns before it is continued');
  if (run.value(marks.second) !== 0 || run.returnedDuring(marks.second) !== marks.accepted)
    wrong('the slot that is made meanwhile is not given to who waits behind it');
  const value = run.value(marks.caller);
  const returned = run.returnedDuring(marks.caller);
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
  async run({ boot, nr }) {
    const target = await boot();
    const tally = new Tally();
    for (const call of SCENARIO.calls) await stopAndContinue(target, call, nr, tally);
    return tally.result();
  },
};
