// SPDX-License-Identifier: MIT
// The small alphabets, all of whose sequences are run: t0 serves, t1 and t2 connect.
import { AT_FDCWD } from '../../models/kernel/objects/path/index.ts';
import type { SmallAlphabet } from '../harness/lockstep/engine/exhaustive.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';

type Letter = SmallAlphabet['letters'][number];

const OPENING: SmallAlphabet['opening'] = [
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
];

const connect = (task: 't1' | 't2', at: string, layout = {}): Letter => ({
  ...{ op: 'call', task, call: 'connect' },
  args: { fd: 0, address: { ...path(at), ...layout } },
});

const fconnectat = (task: 't1' | 't2', args: Record<string, unknown>): Letter => ({
  ...{ op: 'call', task, call: 'fconnectat' },
  args: { dirfd: AT_FDCWD, fd: 0, ...args },
});

/** What happens meanwhile. */
const RIVALS: readonly Letter[] = [
  { op: 'call', task: 't0', call: 'accept', args: { fd: 0 } },
  { op: 'call', task: 't0', call: 'accept', args: { fd: 1 } },
  { op: 'call', task: 't0', call: 'listen', args: { fd: 0, backlog: 1 } },
  { op: 'call', task: 't0', call: 'rename', args: { from: 's', to: 't', how: 'exchange' } },
  { op: 'call', task: 't0', call: 'bindmount', args: { from: 't', to: 's' } },
  { op: 'call', task: 't0', call: 'close', args: { fd: 0 } },
  { op: 'call', task: 't0', call: 'unlink', args: { path: 's' } },
  { op: 'call', task: 't1', call: 'getpeername', args: { fd: 0 } },
  { op: 'signal', task: 't1', signal: 'interrupt' },
  { op: 'signal', task: 't1', signal: 'restart' },
  { op: 'signal', task: 't2', signal: 'kill' },
];

/** connect(2). */
export const SMALL_CONNECT: SmallAlphabet = {
  opening: OPENING,
  letters: [connect('t1', 's'), connect('t2', 's', { size: 110 }), connect('t1', 't'), ...RIVALS],
  depth: 4,
};

/** fconnectat, beside a connect(2) that waits for the same slot; t1 has a descriptor of the inode of s. */
export const SMALL_FCONNECTAT: SmallAlphabet = {
  opening: [
    ...OPENING,
    { id: 11, op: 'call', task: 't1', call: 'open', args: { path: 's', how: 'path-nofollow' } },
  ],
  letters: [
    fconnectat('t1', { address: { ...path('s'), size: 110 }, high: true }),
    fconnectat('t1', { address: { kind: 'unnamed' }, dirfd: 1, empty: true }),
    fconnectat('t2', { address: path('s'), nofollow: true }),
    connect('t2', 's'),
    ...RIVALS,
  ],
  depth: 4,
};
