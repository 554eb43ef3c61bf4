// SPDX-License-Identifier: MIT
// A call that is frozen leaves the slot to others, and goes on with what it has found (R11).
import { NR } from '../../harness/protocol/nr.ts';
import { unlink } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import {
  accept,
  connectTo,
  listener,
  SOCK_NONBLOCK,
  socket,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../hooks/calls.ts';

type Connect = (script: JudgedScript, task: number, fd: Fd) => number;

/** A listener at `s` whose queue is full, and who accepts. */
function room(title: string) {
  const script = new JudgedScript(title);
  const server = script.spawn();
  const listens = listener(script, server, 's', 0, SOCK_NONBLOCK);
  connectTo(script, server, socket(script, server), 's');
  return { script, server, accept: () => accept(script, server, listens) };
}

/** A caller that sleeps, and is frozen. */
function asleep(script: JudgedScript, connect: Connect, name: string) {
  const caller = script.spawn();
  const op = connect(script, caller, socket(script, caller));
  script.expect(op, name, 'blocked');
  return { caller, op };
}

/** Two wait, and the first is frozen. The name of the listener goes meanwhile. */
function beside(call: string, connect: Connect, afterwards: string): JudgedScript {
  const { script, server, accept } = room(`one of two who wait is frozen, by ${call}`);
  const first = asleep(script, connect, `${call}, the first`);
  const second = asleep(script, connect, `${call}, the second`);
  script.freeze(first.caller);
  accept();
  const taken = accept();
  script.expectInTheEnd(second.op, 'the second', '0');
  script.expectThat({
    ...{ label: 'the first, while the slot is taken', expected: 'blocked' },
    observed: (run) => (run.blocked(taken, first.caller) ? 'blocked' : run.inTheEnd(first.op)),
  });
  unlink(script, server, 's');
  script.thaw(first.caller);
  script.expectInTheEnd(first.op, 'the first, after the thaw', afterwards);
  return script;
}

/** There is a freezer: a task makes no call until the thaw. */
function control(): JudgedScript {
  const script = new JudgedScript('a task is frozen in user mode, and thawed');
  const task = script.spawn();
  script.freeze(task);
  const op = script.call(task, NR.getuid);
  script.expect(op, 'getuid of a frozen task', 'blocked');
  script.thaw(task);
  script.expectInTheEnd(op, 'getuid after the thaw', '0');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'freezer',
  what: 'a caller that is frozen keeps nobody waiting, and goes on where it was',
  call: 'fconnectat',
  needs: [],
  setUp: () => [control()],
  cases: (nr) => {
    const connect: Connect = (script, task, fd) => connectTo(script, task, fd, 's');
    const fconnectat: Connect = (script, task, fd) => issue(script, nr, task, fd, path('s'));
    return [
      // connect(2) is started again, and looks for the name.
      beside('connect', connect, 'ENOENT'),
      beside('fconnectat', fconnectat, '0'),
    ];
  },
};

/** R11, of the freezer. */
export const FREEZER = scriptedLane(LANE);
