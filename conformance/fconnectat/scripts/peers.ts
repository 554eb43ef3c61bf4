// SPDX-License-Identifier: MIT
// What a call leaves behind at its own socket (R16, R17, E1 to E28): one that fails leaves the peer that there was, or none, and what
// waits to be received; one that succeeds does as connect(2), which loses nothing where the peer stays the same.
import { O_DIRECTORY, O_PATH } from '../../harness/protocol/flags.ts';
import { become, link, open, SIGNAL, symlink } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { connectTo, type SocketType, TYPES } from '../../objects/unix-socket/scripts/sockets.ts';
import { fconnectat, inode, issue, path, type Way } from '../hooks/calls.ts';
import { FAILURES, type Failure } from './peers/failures.ts';
import { Pair, STATES, type State } from './peers/pair.ts';

/** Whose modes count. */
const USER = 1000;

/** All is as it was; who had no peer can be connected. */
function unchanged(pair: Pair, state: State, toAnother: () => void): void {
  if (state === 'connected') {
    pair.peer('after that', 'a');
    pair.reaches('a');
    pair.holds('what had come');
    pair.told('1');
    return;
  }
  pair.peer('after that', 'ENOTCONN');
  toAnother();
  pair.peer('in the end', 's');
  pair.reaches('s');
}

/** A call that fails. */
function fails(nr: number, failure: Failure, type: SocketType, state: State): JudgedScript {
  const { name, errno, interrupted } = failure;
  const pair = new Pair(`${name}, ${type}, ${state}`, type);
  const { script, caller, fd } = pair;
  if (state === 'connected') pair.connect();
  const way = failure.prepare(pair);
  become(script, caller, USER);
  script.handle(caller, SIGNAL.usr1);
  const op = issue(script, nr, caller, fd, way);
  if (interrupted) {
    script.expect(op, 'fconnectat', 'blocked');
    script.kill(caller, SIGNAL.usr1);
    script.expectInTheEnd(op, 'fconnectat, after the signal', errno);
  } else script.expect(op, 'fconnectat', errno);
  unchanged(pair, state, () => {
    const label = 'to a socket that is there';
    fconnectat(script, nr, { task: caller, fd, way: path('s'), label }, '0');
  });
  return script;
}

/** One that is connected is not connected anew, but for datagrams (E26). */
function connectedAlready(nr: number, type: SocketType): JudgedScript {
  const pair = new Pair(`E26, a socket that is connected, ${type}`, type);
  const { script, caller, fd } = pair;
  pair.connect();
  fconnectat(script, nr, { task: caller, fd, way: path('s'), label: 's' }, 'EISCONN');
  unchanged(pair, 'connected', () => undefined);
  return script;
}

/** To the peer that a datagram socket has already: names of its inode, and ways to it. */
const SAME: readonly (readonly [name: string, (pair: Pair) => Way])[] = [
  ['its name', () => path('a')],
  ['a directory', ({ script, caller }) => path('a', open(script, caller, '.', O_PATH | O_DIRECTORY))],
  ['AT_EMPTY_PATH', ({ script, caller }) => inode(open(script, caller, 'a', O_PATH))],
  [
    'another name',
    ({ script, server }) => {
      link(script, server, 'a', 'b');
      return path('b');
    },
  ],
  [
    'a link',
    ({ script, server }) => {
      symlink(script, server, 'a', 'l');
      return path('l');
    },
  ],
];

/** A call that succeeds with the peer that there is. */
function sameAgain(name: string, to: (pair: Pair) => Way, nr: number): JudgedScript {
  const pair = new Pair(`to the same peer, by ${name}`, 'dgram');
  const { script, caller, fd } = pair;
  pair.connect();
  fconnectat(script, nr, { task: caller, fd, way: to(pair), label: name }, '0');
  unchanged(pair, 'connected', () => undefined);
  return script;
}

/** Makes a call that takes a socket from its peer. Without a number it is connect(2). */
function leaves(nr?: number): JudgedScript {
  const pair = new Pair(`to another peer${nr === undefined ? ', by connect' : ''}`, 'dgram');
  const { script, caller, fd } = pair;
  pair.connect();
  if (nr === undefined) script.expect(connectTo(script, caller, fd, 's'), 'connect', '0');
  else fconnectat(script, nr, { task: caller, fd, way: path('s'), label: 's' }, '0');
  pair.holds('EAGAIN');
  pair.told('ECONNRESET');
  pair.peer('after that', 's');
  pair.reaches('s');
  return script;
}

/** A peer that is lost would be seen: connect(2) to no family takes it away, and what had come from it. */
function disconnected(): JudgedScript {
  const pair = new Pair('a socket that is taken from its peer, by connect', 'dgram');
  const { script, caller, fd } = pair;
  pair.connect();
  pair.peer('before', 'a');
  script.expect(connectTo(script, caller, fd, { kind: 'unspec' }), 'connect, no family', '0');
  pair.peer('after that', 'ENOTCONN');
  pair.holds('EAGAIN');
  pair.told('ECONNRESET');
  return script;
}

/** connect(2) that fails leaves all as it was. */
function failsByConnect(type: SocketType, state: State): JudgedScript {
  const pair = new Pair(`a name that is not there, ${type}, ${state}, by connect`, type);
  const { script, caller, fd } = pair;
  if (state === 'connected') pair.connect();
  script.expect(connectTo(script, caller, fd, 'n'), 'connect', 'ENOENT');
  unchanged(pair, state, () => script.expect(connectTo(script, caller, fd, 's'), 'connect, s', '0'));
  return script;
}

const everywhere = <T>(make: (type: SocketType, state: State) => T): T[] =>
  TYPES.flatMap((type) => STATES.map((state) => make(type, state)));

const LANE: ScriptedLane = {
  scenario: 'peers',
  what: 'a call that fails, or names the same peer, leaves the peer and what has come from it',
  call: 'fconnectat',
  needs: [],
  setUp: () => [disconnected(), ...everywhere(failsByConnect)],
  cases: (nr) => [
    ...FAILURES.flatMap((failure) =>
      (failure.types ?? TYPES).flatMap((type) => STATES.map((state) => fails(nr, failure, type, state))),
    ),
    ...(['stream', 'seqpacket'] as const).map((type) => connectedAlready(nr, type)),
    ...SAME.map(([name, to]) => sameAgain(name, to, nr)),
    leaves(),
    leaves(nr),
  ],
};

/** R16 and R17, of the caller's own socket. */
export const PEERS = scriptedLane(LANE);
