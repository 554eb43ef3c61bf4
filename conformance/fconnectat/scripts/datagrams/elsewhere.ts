// SPDX-License-Identifier: MIT
// Senders whose receiver is gone when they have waited, or whose socket is connected to another one by then.
import { NR } from '../../../harness/protocol/nr.ts';
import { SIGNAL, unlink } from '../../../harness/scripted/calls.ts';
import { DatagramRoom, type Make, type Receiver } from './room.ts';

const DEAD = 'ECONNREFUSED';

const dies: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the receiver dies', how);
  const [s] = room.full('s');
  for (const text of 'xy') room.waits(s, text);
  room.script.kill(s.task, SIGNAL.kill);
  room.found('when it is dead', DEAD, DEAD);
  return room.script;
};

/** Takes the name of a receiver and its socket. */
function replace<T>({ script }: DatagramRoom, { task, fd, name }: Receiver, by: (name: string) => T): T {
  unlink(script, task, name);
  const heir = by(name);
  script.call(task, NR.close, fd);
  return heir;
}

/** Who sends to a name sends to who has it by then. */
const replaced: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'another has the name when the receiver dies', how);
  const [s] = room.full('s');
  for (let i = 0; i < 2; i++) room.waits(s, 'x');
  const heir = replace(room, s, (name) => room.receiver(name));
  const [came, queue] = how === 'sendto' ? ['1', 'xx'] : [DEAD, ''];
  room.found('when it is dead', came, came);
  room.holds(heir, queue);
  return room.script;
};

/** They wait again, for the other one; who is refused there wakes the next one there. */
const replacedByAFullOne: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'another, which is full, has the name when the receiver dies', how);
  const [s] = room.full('s');
  for (const text of 'xy') room.waits(s, text);
  const [heir] = replace(room, s, (name) => room.full(name));
  room.found('when it is dead', 'blocked', 'blocked');
  room.connect(heir, room.receiver('o'));
  room.recv(heir);
  room.found('when there is room', 'EPERM', 'EPERM');
  room.holds(heir, 'bcdefghijk');
  return room.script;
};

/** A sender stays with whom it waits for, wherever another task connects its socket. */
const moved: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the first is connected elsewhere', how);
  const [s] = room.full('s');
  const o = room.receiver('o');
  const first = room.sender(s);
  const beside = room.beside(first);
  room.waits(s, 'x', first);
  room.waits(s, 'y');
  room.connect(beside, o);
  room.recv(s);
  room.found('when there is room', '1', 'blocked');
  room.holds(s, 'bcdefghijkxy');
  room.holds(o, '');
  return room.script;
};

/** The wake-up is for who waits where the first has waited. */
const movedAndRefused: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the first is connected elsewhere, and refused', how);
  const [[s], [o]] = [room.full('s'), room.full('o')];
  const first = room.sender(s);
  const beside = room.beside(first);
  room.waitsRefusable(s, first);
  room.waits(s, 'x');
  room.waits(o, 'y');
  room.connect(beside, o);
  room.refuses(s);
  room.recv(s);
  room.found('when s has room', 'refused', '1', 'blocked');
  room.recv(o);
  room.found('when o has room', 'refused', '1', '1');
  room.holds(s, 'bcdefghijkx');
  room.holds(o, 'bcdefghijky');
  return room.script;
};

/** The socket stays connected to the other one. */
const movedAndDead: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the first is connected elsewhere, and its receiver dies', how);
  const [s] = room.full('s');
  const o = room.receiver('o');
  const first = room.sender(s);
  const beside = room.beside(first);
  room.waits(s, 'x', first);
  room.waits(s, 'y');
  room.connect(beside, o);
  room.script.call(s.task, NR.close, s.fd);
  room.found('when it is dead', 'ECONNRESET', DEAD);
  room.tries(beside, o, 'n', '1');
  room.holds(o, 'n');
  return room.script;
};

export const ELSEWHERE: readonly Make[] = [dies, replaced];

/** Of those who send to a name, and of those who are connected. */
export const NAMED: readonly Make[] = [replacedByAFullOne];
export const CONNECTED: readonly Make[] = [moved, movedAndRefused, movedAndDead];
