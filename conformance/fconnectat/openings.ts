// SPDX-License-Identifier: MIT
// Beginnings from which the races of the two calls are a few calls away.
import type { Opening } from '../harness/lockstep/engine/generate.ts';

const path = (text: string) => ({ kind: 'path', path: text });
const stream = { family: 'unix', type: 'stream', nonblock: false };

/** t0 listens at `at`; the ids of its three calls begin at `from`. */
function server(at: string, from: number): Opening[] {
  return [
    { task: 't0', call: 'socket', args: stream },
    { task: 't0', call: 'bind', args: { fd: { of: from }, address: path(at) } },
    { task: 't0', call: 'listen', args: { fd: { of: from }, backlog: 0 } },
  ];
}

/** t1 connects to `at`; the ids of its two calls begin at `from`. */
function client(at: string, from: number): Opening[] {
  return [
    { task: 't1', call: 'socket', args: stream },
    { task: 't1', call: 'connect', args: { fd: { of: from }, address: path(at) } },
  ];
}

const openToAll: Opening = { task: 't0', call: 'chmod', args: { path: 's', mode: 0o777 } };

/** One of these begins most sequences. */
export const OPENINGS: readonly (readonly Opening[])[] = [
  [...server('s', 0)],
  [...server('s', 0), openToAll],
  // A full backlog, and one who waits.
  [...server('s', 0), openToAll, ...client('s', 4), ...client('s', 6)],
  [...server('s', 0), openToAll, ...client('s', 4), { task: 't0', call: 'accept', args: { fd: { of: 0 } } }],
  // One who waits in accept.
  [...server('s', 0), openToAll, { task: 't0', call: 'accept', args: { fd: { of: 0 } } }],
  // Two listeners, whose names can be exchanged.
  [
    ...server('s', 0),
    openToAll,
    ...server('t', 4),
    { task: 't0', call: 'chmod', args: { path: 't', mode: 0o777 } },
  ],
  [...server('s', 0), ...server('t', 3), openToAll, ...client('s', 7), ...client('s', 9)],
  [{ task: 't0', call: 'mkdir', args: { path: 'd1', mode: 0o777 } }, ...server('d1/s', 1)],
  [
    { task: 't0', call: 'mkdir', args: { path: 'd1', mode: 0o777 } },
    { task: 't0', call: 'symlink', args: { target: '/d1/s', path: 'l' } },
    ...server('d1/s', 2),
  ],
];

const open = (at: string): Opening => ({ task: 't1', call: 'open', args: { path: at, how: 'path' } });

/** A directory's descriptor, or that of a socket's inode; and who sleeps in fconnectat. */
export const PROPOSED_OPENINGS: readonly (readonly Opening[])[] = [
  [{ task: 't0', call: 'mkdir', args: { path: 'd1', mode: 0o777 } }, ...server('d1/s', 1), open('d1')],
  [...server('s', 0), openToAll, open('s')],
  [
    ...[...server('s', 0), openToAll, ...client('s', 4), open('s')],
    { task: 't1', call: 'socket', args: stream },
    {
      task: 't1',
      call: 'fconnectat',
      args: { dirfd: { of: 6 }, fd: { of: 7 }, address: { kind: 'unnamed' }, empty: true },
    },
  ],
];
