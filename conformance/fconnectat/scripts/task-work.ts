// SPDX-License-Identifier: MIT
// Work that the kernel gives a sleeping task ends its wait, without a signal (R11, E25): here that of a poll of io_uring.
// A request of io_uring to connect does not wait in its submitter, where it is tried with O_NONBLOCK. It waits in a worker of the
// kernel's, where it is tried without (R9, A12).
import { POLLIN } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { OP, RawRing } from '../../harness/scripted/raw-ring.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';
import { connectTo, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../hooks/calls.ts';
import { fullListener } from './waiting.ts';

/** A caller whose ring polls a pipe (0 and 1), a task beside it, and a listener whose queue is full. */
function room(title: string) {
  const script = new JudgedScript(title);
  const server = script.spawn();
  const accept = fullListener(script, server);
  // Memory of its own: the ring is in it.
  const caller = script.spawn({ flags: 0 });
  script.call(caller, NR.pipe2, { out: 8 }, 0);
  const beside = script.fork(caller);
  const ring = new RawRing(script, caller);
  const poll = ring.poll(0, POLLIN);
  return {
    ...{ script, caller, beside, ring, accept, fd: socket(script, caller) },
    /** Gives the caller the work of its poll. */
    work: () => write(script, beside, 1, 'x'),
    /** That the caller has done it is seen by the other one, whether the caller sleeps or not. */
    polled: () => ring.found('the poll', poll, String(POLLIN), beside),
  };
}

/** The call ends, and the work is done. */
function interrupted(nr: number): JudgedScript {
  const { script, caller, fd, work, polled } = room('a poll of io_uring is told while the caller sleeps');
  const op = issue(script, nr, caller, fd, path('s'));
  script.expect(op, 'fconnectat', 'blocked');
  work();
  script.expectInTheEnd(op, 'fconnectat, when there is work', 'EINTR');
  polled();
  return script;
}

/** connect(2) is started again: the work is done before there is a slot. */
function startedAgain(): JudgedScript {
  const { script, caller, fd, work, accept, polled } = room(
    'a poll of io_uring is told while the caller sleeps, by connect',
  );
  const op = connectTo(script, caller, fd, 's');
  script.expect(op, 'connect', 'blocked');
  work();
  polled();
  accept();
  script.expectInTheEnd(op, 'connect, when there is a slot', '0');
  return script;
}

/** Who hands in a request to connect has it back at once, though the queue is full. It is done when there is a slot. */
function requested(): JudgedScript {
  const { script, beside, ring, fd, accept } = room('a request of io_uring to connect');
  const [addr, off] = encodeAddress({ kind: 'path', path: 's' });
  const request = ring.request({ opcode: OP.connect, fd, addr, off });
  ring.found('the request, while the queue is full', request, 'none', beside);
  accept();
  ring.found('the request, when there is a slot', request, '0', beside);
  return script;
}

/** There is a ring, and it is told. */
function control(): JudgedScript {
  const { script, work, polled } = room('a poll of io_uring');
  work();
  polled();
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'task-work',
  what: 'work of io_uring ends the call of who sleeps, and a request to connect lets who made it go on',
  call: 'fconnectat',
  needs: ['io_uring'],
  setUp: () => [control()],
  cases: (nr) => [startedAgain(), interrupted(nr), requested()],
};

/** R11 and E25, of task work. */
export const TASK_WORK = scriptedLane(LANE);
