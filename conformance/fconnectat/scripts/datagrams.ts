// SPDX-License-Identifier: MIT
// Senders of datagrams that wait for room in a full queue: who leaves without a place there wakes the next one. That is the
// fix of sendmsg(2) in the series. The model sends no datagrams.
import { NR } from '../../harness/protocol/nr.ts';
import { SIGNAL } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { CONNECTED, ELSEWHERE, NAMED } from './datagrams/elsewhere.ts';
import { REFUSABLE } from './datagrams/refusable.ts';
import { REFUSALS } from './datagrams/refused.ts';
import { DatagramRoom, FILLING, HOW, type How, type Make } from './datagrams/room.ts';
import { SIGNALS, signalWithRoom } from './datagrams/signals.ts';

/** So many messages fill a queue. */
function filled(nr: number): JudgedScript {
  const room = new DatagramRoom(nr, 'a full queue', 'sendto');
  const [s, filler] = room.full('s');
  room.tries(filler, s, 'n', 'EAGAIN');
  room.holds(s, FILLING);
  return room.script;
}

/** A receiver can refuse a message. */
function refusing(nr: number): JudgedScript {
  const room = new DatagramRoom(nr, 'a receiver that refuses', 'sendto');
  const s = room.receiver('s');
  const sender = room.sender(s);
  room.refuses(s);
  for (const text of [REFUSABLE, 'n']) room.tries(sender, s, text, '1');
  room.holds(s, 'n');
  return room.script;
}

/** Room can send a signal. */
function signalling(nr: number): JudgedScript {
  const room = new DatagramRoom(nr, 'a signal that comes with the room', 'sendto');
  const { script } = room;
  const [s, filler] = room.full('s');
  const task = script.spawn();
  script.handle(task, SIGNAL.usr1);
  const sleep = script.call(task, NR.pause);
  script.expect(sleep, 'pause', 'blocked');
  signalWithRoom(room, [s, filler], task, SIGNAL.usr1);
  room.recv(s);
  script.expectInTheEnd(sleep, 'pause, when there is room', 'EINTR');
  return script;
}

const makesOf = (how: How): readonly Make[] => [
  ...[...REFUSALS, ...SIGNALS, ...ELSEWHERE],
  ...(how === 'sendto' ? NAMED : CONNECTED),
];

const LANE: ScriptedLane = {
  scenario: 'datagrams',
  what: 'who waits to send to a full datagram socket, and leaves without sending, wakes the next one',
  call: 'fconnectat',
  needs: [],
  setUp: (nr) => [filled, refusing, signalling].map((make) => make(nr)),
  cases: (nr) => HOW.flatMap((how) => makesOf(how).map((make) => make(nr, how))),
};

/** The fix of sendmsg(2). */
export const DATAGRAMS = scriptedLane(LANE);
