// SPDX-License-Identifier: MIT
// A call that is frozen leaves the slot to others, also one that it has been woken for, and goes on with what it has found (R11, R12).
import { SOCK_NONBLOCK } from '../../harness/protocol/flags.ts';
import { expectByThen } from '../../harness/scripted/by-then.ts';
import { closeAll, SIGNAL, unlink } from '../../harness/scripted/calls.ts';
import { blink, freezerWorks, join, thaw } from '../../harness/scripted/freezer.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { sleepsOf } from '../../harness/scripted/task-state.ts';
import { socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { allWoken, inTurn } from './freezer/woken.ts';
import { byConnect, byFconnectat, type Connect, fullListener, waits } from './waiting.ts';

/** A listener at `s` whose queue is full, and who accepts. */
function room(title: string) {
  const script = new JudgedScript(title);
  const server = script.spawn();
  return { script, server, accept: fullListener(script, server, SOCK_NONBLOCK) };
}

/** Two wait, and the first is frozen. The name of the listener goes meanwhile. */
function beside(call: string, connect: Connect, afterwards: string): JudgedScript {
  const { script, server, accept } = room(`one of two who wait is frozen, by ${call}`);
  const first = waits(script, connect, `${call}, the first`);
  const second = waits(script, connect, `${call}, the second`);
  script.freeze(first.task);
  accept();
  const taken = accept();
  script.expectInTheEnd(second.op, 'the second', '0');
  expectByThen(script, taken, first, 'the first, while the slot is taken', 'blocked');
  unlink(script, server, 's');
  script.thaw(first.task);
  script.expectInTheEnd(first.op, 'the first, after the thaw', afterwards);
  return script;
}

/**
 * One who waits is frozen and thawed before it runs. The name of the listener has gone. Who waits on has gone to sleep once more.
 * Had it run in between, it would have been frozen, which is a sleep too. Of a call that returns that cannot be told: its task
 * sleeps after it as well.
 */
function blinked(call: string, connect: Connect, afterwards: string): JudgedScript {
  const { script, server, accept } = room(`one who waits is thawed before it has run, by ${call}`);
  const caller = script.spawn();
  // It has the caller's descriptors, and is in no group: one that is made later would be frozen too.
  const reader = script.fork(caller);
  const sleeps = sleepsOf(script, caller);
  const state = join(script, caller, call);
  const op = connect(script, caller, socket(script, caller));
  script.expect(op, call, 'blocked');
  unlink(script, server, 's');
  const before = sleeps(reader);
  const thawed = blink(script, state);
  const after = sleeps(reader);
  expectByThen(script, thawed, { task: caller, op }, `${call}, after the thaw`, afterwards);
  if (afterwards === 'blocked')
    script.expectThat({
      ...{ label: 'set-up: how often the caller has gone to sleep meanwhile', expected: '1' },
      observed: (run) => String((after(run) ?? Number.NaN) - (before(run) ?? Number.NaN)),
    });
  accept();
  if (afterwards === 'blocked') script.expectInTheEnd(op, `${call}, when there is a slot`, '0');
  // Whatever has been seen, nobody is left frozen.
  thaw(script, server, state);
  return script;
}

/** While one who waits is frozen, its listener goes and a signal comes: of the two the signal is told (R13). */
function signalled(call: string, connect: Connect): JudgedScript {
  const { script, server } = room(
    `one who waits is frozen, and a signal comes and its listener goes, by ${call}`,
  );
  const task = script.spawn();
  script.handle(task, SIGNAL.usr1);
  const op = connect(script, task, socket(script, task));
  script.expect(op, call, 'blocked');
  script.freeze(task);
  script.kill(task, SIGNAL.usr1);
  closeAll(script, server);
  script.thaw(task);
  script.expectInTheEnd(op, `${call}, after the thaw`, 'EINTR');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'freezer',
  what: 'a caller that is frozen keeps nobody waiting, and goes on where it was',
  call: 'fconnectat',
  needs: [],
  setUp: () => [...freezerWorks(), inTurn()],
  cases: (nr) => [
    // connect(2) is started again, and looks for the name.
    beside('connect', byConnect, 'ENOENT'),
    beside('fconnectat', byFconnectat(nr), '0'),
    blinked('connect', byConnect, 'ENOENT'),
    blinked('fconnectat', byFconnectat(nr), 'blocked'),
    signalled('connect', byConnect),
    signalled('fconnectat', byFconnectat(nr)),
    ...allWoken(room, 'connect', byConnect, 'ENOENT'),
    ...allWoken(room, 'fconnectat', byFconnectat(nr), '0'),
  ],
};

/** R11 and R12, of the freezer. */
export const FREEZER = scriptedLane(LANE);
