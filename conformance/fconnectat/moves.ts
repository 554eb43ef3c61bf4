// SPDX-License-Identifier: MIT
// How connect(2) is called: at random, and in the small alphabet whose sequences are all run.
import type { SmallAlphabet } from '../harness/lockstep/exhaustive.ts';
import { chooseAddress, chooseFd, choosePath, type WeightedMove } from '../harness/lockstep/moves.ts';

const ODD = ['unnamed', 'fault', 'huge', 'family', 'abstract'] as const;

/** connect(2) of a stream socket, mostly to where a socket is. */
export const CONNECT_MOVES: readonly WeightedMove[] = [
  {
    weight: 34,
    move(at) {
      const fd = chooseFd(at, ({ sock }) => sock?.type === 'stream' && sock.state === 'unconnected');
      if (fd === undefined) return undefined;
      const address = chooseAddress(at.dice, () => choosePath(at, ({ kind }) => kind === 'socket', 80), ODD);
      return { call: 'connect', args: { fd, address } };
    },
  },
];

const path = (text: string) => ({ kind: 'path', path: text });
const stream = { family: 'unix', type: 'stream', nonblock: false };

/** t0 serves, t1 and t2 connect; what they can do next. */
export const SMALL_ALPHABET: SmallAlphabet = {
  opening: [
    { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
    { id: 1, op: 'spawn', task: 't1', uid: 0, gid: 0 },
    { id: 2, op: 'spawn', task: 't2', uid: 0, gid: 0 },
    { id: 3, op: 'call', task: 't0', call: 'socket', args: stream },
    { id: 4, op: 'call', task: 't0', call: 'bind', args: { fd: 0, address: path('s') } },
    { id: 5, op: 'call', task: 't0', call: 'listen', args: { fd: 0, backlog: 0 } },
    { id: 6, op: 'call', task: 't0', call: 'socket', args: stream },
    { id: 7, op: 'call', task: 't0', call: 'bind', args: { fd: 1, address: path('t') } },
    { id: 8, op: 'call', task: 't0', call: 'listen', args: { fd: 1, backlog: 0 } },
    { id: 9, op: 'call', task: 't1', call: 'socket', args: stream },
    { id: 10, op: 'call', task: 't2', call: 'socket', args: stream },
  ],
  letters: [
    { op: 'call', task: 't1', call: 'connect', args: { fd: 0, address: path('s') } },
    { op: 'call', task: 't2', call: 'connect', args: { fd: 0, address: path('s') } },
    { op: 'call', task: 't1', call: 'connect', args: { fd: 0, address: path('t') } },
    { op: 'call', task: 't0', call: 'accept', args: { fd: 0 } },
    { op: 'call', task: 't0', call: 'accept', args: { fd: 1 } },
    { op: 'call', task: 't0', call: 'listen', args: { fd: 0, backlog: 1 } },
    { op: 'call', task: 't0', call: 'rename', args: { from: 's', to: 't', how: 'exchange' } },
    { op: 'call', task: 't0', call: 'close', args: { fd: 0 } },
    { op: 'call', task: 't0', call: 'unlink', args: { path: 's' } },
    { op: 'call', task: 't1', call: 'getpeername', args: { fd: 0 } },
    { op: 'signal', task: 't1', signal: 'interrupt' },
    { op: 'signal', task: 't1', signal: 'restart' },
    { op: 'signal', task: 't2', signal: 'kill' },
  ],
  depth: 4,
};
