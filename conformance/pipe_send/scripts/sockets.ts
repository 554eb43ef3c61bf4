// SPDX-License-Identifier: MIT
// The flags of a call on a socket: they are the socket's to judge, as they always were (R18).
import { MSG_CMSG_COMPAT, MSG_DONTWAIT, MSG_OOB, MSG_PEEK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { type By, messages, proposed, TODAY } from './by.ts';

const [ONE, OTHER] = [0, 1];
const BITS = Array.from({ length: 32 }, (_, bit) => (1 << bit) >>> 0);
/** MSG_OOB is another byte. Of a message MSG_CMSG_COMPAT is the kernel's own. */
const SERVED = BITS.filter((flag) => flag !== MSG_OOB);

const name = (flag: number): string => `flag 0x${flag.toString(16)}`;

/** A byte goes through a pair of UNIX sockets, which ignore what they do not know. */
function through(title: string, ways: readonly By[]): JudgedScript {
  const script = new JudgedScript(title);
  const task = script.spawn();
  socketPair(script, task);
  for (const by of ways) {
    script.expect(script.call(task, ...by.send(ONE, 'x')), `send, ${by.name}`, '1');
    script.expect(script.call(task, ...by.recv(OTHER, 1)), `recv, ${by.name}`, '1');
    // MSG_PEEK leaves it there.
    const left = script.call(task, NR.recvfrom, OTHER, { out: 8 }, 8, MSG_DONTWAIT, 0, 0);
    const isPeek = by.name === name(MSG_PEEK);
    script.expect(left, `what is left, ${by.name}`, isPeek ? '1' : 'EAGAIN');
  }
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'sockets',
  what: 'each flag of a call on a UNIX socket is taken as it always was',
  call: 'sendto',
  needs: [],
  setUp: () => [through('a pair of sockets', [TODAY])],
  cases: (nr) => [
    through(
      'each flag of sendto and recvfrom',
      SERVED.map((flag) => proposed(nr, flag, name(flag))),
    ),
    through(
      'each flag of a message',
      SERVED.filter((flag) => flag !== MSG_CMSG_COMPAT).map((flag) => messages(flag, name(flag))),
    ),
  ],
};

/** R18. */
export const SOCKETS = scriptedLane(LANE);
