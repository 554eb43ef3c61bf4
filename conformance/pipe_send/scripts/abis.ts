// SPDX-License-Identifier: MIT
// The calls of the 32-bit ABIs do as those of 64 bits do, on a pipe in the same state (R17): each row is asked by both.
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { ADDRESS, ADDRESS_SIZE, bytes, Room, room } from './abi-room.ts';
import { TOPICS } from './abi-topics.ts';
import { native, WAYS_OF_32_BITS, type Way } from './ways.ts';

const NAMED = { name: ADDRESS, namelen: ADDRESS_SIZE };

/** Each topic, by these ways on a pipe of each. */
export function topicsBy(title: string, ways: readonly Way[]): JudgedScript[] {
  return Object.entries(TOPICS).map(([topic, rows]) => {
    const script = new JudgedScript(`${topic}, by ${title}`);
    for (const way of ways) rows(new Room(script, way));
    return script;
  });
}

/** By each way messages are sent and received where every kernel does: on a socket. */
function onASocket(nr: number): JudgedScript {
  const script = new JudgedScript('sockets');
  for (const way of [native(nr), ...WAYS_OF_32_BITS]) {
    const here = new Room(script, way);
    socketPair(script, here.task);
    const ends = { to: { fd: 2 }, from: { fd: 3 } };
    here.send('a socket', bytes('abc'), '3', ends.to);
    here.recv('a socket', room(9), '3', 'abc', ends.from);
    here.sendmsg('a socket', { parts: [bytes('defg'), bytes('hi')] }, '6', ends.to);
    // Who asks for an address is told that there is none.
    here.recvmsg('a socket', { parts: [room(3), room(9)], ...NAMED }, '6', 'def|ghi', ends.from);
  }
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'abis',
  what: 'the 32-bit calls, socketcall(2) among them, do on a pipe what those of 64 bits do',
  call: 'sendto',
  needs: ['int80', 'x32'],
  setUp: (nr) => [onASocket(nr)],
  cases: (nr) => WAYS_OF_32_BITS.flatMap((way) => topicsBy(way.name, [native(nr), way])),
};

/** R17, and R16 of messages. */
export const ABIS = scriptedLane(LANE);
