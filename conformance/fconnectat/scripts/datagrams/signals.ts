// SPDX-License-Identifier: MIT
// Senders whose wait a signal ends: at a full queue, or when they have just been woken.
import { descriptorOf, pollfd } from '../../../harness/pollfd.ts';
import { F_SETFL, F_SETOWN, F_SETSIG, O_ASYNC, POLLOUT } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import { SIGNAL } from '../../../harness/scripted/calls.ts';
import { connectTo } from '../../../objects/unix-socket/scripts/sockets.ts';
import { DatagramRoom, type Make, type Party, type Receiver } from './room.ts';

/** What ends the wait, and what the call says then. */
const ENDS = [
  ['SIGUSR1', SIGNAL.usr1, 'EINTR'],
  ['SIGKILL', SIGNAL.kill, 'no answer'],
] as const;

/** Asks whether the socket can send at once: it cannot. */
function pollOut({ script }: DatagramRoom, { task, fd }: Party): void {
  const op = script.call(task, NR.poll, { data: pollfd(POLLOUT), relocs: [descriptorOf(fd)] }, 1, 0);
  script.expect(op, 'set-up: poll', '0');
}

/**
 * Has the next recv(2) send a task a signal. When a message is freed, its sender can send again, and O_ASYNC tells of
 * that if poll(2) has told that it could not. The same recv(2) wakes who waits for room, and the task has the signal
 * before it runs: the tasks of a guest share one CPU, and none preempts another.
 */
export function signalWithRoom(
  room: DatagramRoom,
  [receiver, filler]: readonly [Receiver, Party],
  pid: number,
  signal: number,
): void {
  const { script } = room;
  const { task, fd } = filler;
  connectTo(script, task, fd, receiver.name);
  script.call(task, NR.fcntl, fd, F_SETOWN, { pid });
  script.call(task, NR.fcntl, fd, F_SETSIG, signal);
  script.call(task, NR.fcntl, fd, F_SETFL, O_ASYNC);
  pollOut(room, filler);
}

/** Three wait; the first handles the signal, if anybody can. */
function threeWait(room: DatagramRoom, receiver: Receiver, signal: number): Party {
  const first = room.sender(receiver);
  if (signal !== SIGNAL.kill) room.script.handle(first.task, signal);
  room.waits(receiver, 'x', first);
  for (const text of 'yz') room.waits(receiver, text);
  return first;
}

type Ending = (typeof ENDS)[number];

/** The first does not take the room, and the second has to. */
const withRoom =
  ([name, signal, end]: Ending): Make =>
  (nr, how) => {
    const room = new DatagramRoom(nr, `${name} comes with the room`, how);
    const [s, filler] = room.full('s');
    const first = threeWait(room, s, signal);
    signalWithRoom(room, [s, filler], first.task, signal);
    room.recv(s);
    room.found('when there is room', end, '1', 'blocked');
    room.holds(s, 'bcdefghijkyz');
    return room.script;
  };

/** There is nothing to pass on, and the second keeps its place before the third. */
const beforeRoom =
  ([name, signal, end]: Ending): Make =>
  (nr, how) => {
    const room = new DatagramRoom(nr, `${name} comes before the room`, how);
    const [s] = room.full('s');
    const first = threeWait(room, s, signal);
    room.script.kill(first.task, signal);
    room.found('at a full queue', end, 'blocked', 'blocked');
    room.recv(s);
    room.found('when there is room', end, '1', 'blocked');
    room.holds(s, 'bcdefghijkyz');
    return room.script;
  };

export const SIGNALS: readonly Make[] = [...ENDS.map(withRoom), ...ENDS.map(beforeRoom)];
