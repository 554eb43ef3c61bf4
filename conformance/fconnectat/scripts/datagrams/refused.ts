// SPDX-License-Identifier: MIT
// Senders that wait in turn, and those that are refused when they have waited.
import { SHUT_RD } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import { DatagramRoom, type Make } from './room.ts';

/** Room goes to who came first. */
const inTurn: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'each message that is received lets one in', how);
  const [s] = room.full('s');
  for (const text of 'xyz') room.waits(s, text);
  room.recv(s);
  room.found('when there was room', '1', 'blocked', 'blocked');
  room.recv(s);
  room.found('when there was room again', '1', '1', 'blocked');
  room.holds(s, 'cdefghijkxyz');
  return room.script;
};

/** Who may not wait takes no wake-up. */
const hasty: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'one that may not wait comes in between', how);
  const [s] = room.full('s');
  const one = room.sender(s);
  room.tries(one, s, 'n', 'EAGAIN');
  room.waits(s, 'x');
  room.tries(one, s, 'n', 'EAGAIN');
  room.waits(s, 'y');
  room.recv(s);
  room.found('when there was room', '1', 'blocked');
  room.tries(one, s, 'n', 'EAGAIN');
  room.recv(s);
  room.found('when there was room again', '1', '1');
  room.tries(one, s, 'n', 'EAGAIN');
  room.recv(s);
  room.tries(one, s, 'n', '1');
  room.holds(s, 'defghijkxyn');
  return room.script;
};

const byTheReceiver: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the receiver refuses the first', how);
  const [s] = room.full('s');
  room.waitsRefusable(s);
  for (const text of 'xy') room.waits(s, text);
  room.refuses(s);
  room.recv(s);
  room.found('when there is room', 'refused', '1', 'blocked');
  room.holds(s, 'bcdefghijkxy');
  return room.script;
};

/** A wake-up that was passed on is passed on again. */
const twice: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the receiver refuses the first two', how);
  const [s] = room.full('s');
  for (let i = 0; i < 2; i++) room.waitsRefusable(s);
  room.waits(s, 'x');
  room.refuses(s);
  room.recv(s);
  room.found('when there is room', 'refused', 'refused', '1');
  room.holds(s, 'bcdefghijkx');
  return room.script;
};

/** Who waits for one receiver is not woken in the place of who waits for another. */
const byOneOfTwo: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'one of two receivers refuses the first', how);
  const [[s], [t]] = [room.full('s'), room.full('t')];
  room.waits(t, 'v');
  room.waitsRefusable(s);
  room.waits(s, 'x');
  room.waits(t, 'w');
  room.refuses(s);
  room.recv(s);
  room.found('when s has room', 'blocked', 'refused', '1', 'blocked');
  room.recv(t);
  room.found('when t has room', '1', 'refused', '1', 'blocked');
  room.holds(s, 'bcdefghijkx');
  room.holds(t, 'bcdefghijkvw');
  return room.script;
};

/** Who is connected takes messages from nobody else. */
const forAStranger: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the receiver is connected to a stranger', how);
  const [s] = room.full('s');
  for (const text of 'xy') room.waits(s, text);
  room.connect(s, room.receiver('o'));
  room.recv(s);
  room.found('when there is room', 'EPERM', 'EPERM');
  room.holds(s, 'bcdefghijk');
  return room.script;
};

const forTheSecond: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the receiver is connected to the second', how);
  const [s] = room.full('s');
  room.waits(s, 'x');
  const second = room.peer('p', s);
  room.waits(s, 'y', second);
  room.connect(s, second);
  room.recv(s);
  room.found('when there is room', 'EPERM', '1');
  room.holds(s, 'bcdefghijky');
  return room.script;
};

/** shutdown(2) itself wakes nobody, which is not judged. */
const shutDown: Make = (nr, how) => {
  const room = new DatagramRoom(nr, 'the receiver is shut down', how);
  const [s] = room.full('s');
  for (const text of 'xy') room.waits(s, text);
  room.script.call(s.task, NR.shutdown, s.fd, SHUT_RD);
  room.recv(s);
  room.found('when there is room', 'EPIPE', 'EPIPE');
  room.holds(s, 'bcdefghijk');
  return room.script;
};

export const REFUSALS: readonly Make[] = [
  ...[inTurn, hasty, byTheReceiver, twice, byOneOfTwo, forAStranger, forTheSecond, shutDown],
];
