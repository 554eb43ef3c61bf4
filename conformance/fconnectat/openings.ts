// SPDX-License-Identifier: MIT
// Beginnings from which the races of the two calls are a few calls away.
import type { CloneFlag, TaskId } from '../../models/kernel/system/index.ts';
import type { Opening } from '../harness/lockstep/engine/generate.ts';

const path = (text: string) => ({ kind: 'path', path: text });
const stream = { family: 'unix', type: 'stream', nonblock: false };

/** t0 listens at `at`; the ids of its three calls begin at `from`. */
function server(at: string, from: number, backlog = 0): Opening[] {
  return [
    { task: 't0', call: 'socket', args: stream },
    { task: 't0', call: 'bind', args: { fd: { of: from }, address: path(at) } },
    { task: 't0', call: 'listen', args: { fd: { of: from }, backlog } },
  ];
}

/** t2, forked off t1. */
const fork = (...flags: readonly CloneFlag[]): Opening => ({
  ...{ from: 't1', fork: 't2' },
  ...(flags.length === 0 ? {} : { flags }),
});

/** t1, or another, connects to `at`; the ids of its two calls begin at `from`. */
function client(at: string, from: number, task: TaskId = 't1'): Opening[] {
  return [
    { task, call: 'socket', args: stream },
    { task, call: 'connect', args: { fd: { of: from }, address: path(at) } },
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
  // A larger queue that is full, and two who wait.
  [
    ...[...server('s', 0, 1), openToAll, ...client('s', 4), ...client('s', 6), fork()],
    ...[...client('s', 9), ...client('s', 11, 't2')],
  ],
  // Two who wait, and one that has their descriptors, or their directory.
  ...(['CLONE_FILES', 'CLONE_FS'] as const).map((flag): readonly Opening[] => [
    ...[...server('s', 0), openToAll, ...client('s', 4), fork(flag), ...client('s', 7)],
  ]),
  // A listener in a file system of its own, and one who waits.
  [
    { task: 't0', call: 'mkdir', args: { path: 'd1', mode: 0o777 } },
    { task: 't0', call: 'mount', args: { path: 'd1' } },
    ...[...server('d1/s', 2), { task: 't0', call: 'chmod', args: { path: 'd1/s', mode: 0o777 } } as const],
    ...[...client('d1/s', 6), ...client('d1/s', 8)],
  ],
  // A socket of another user, who may be anybody.
  [
    { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
    { task: 't0', call: 'seteuid', args: { uid: 1000 } },
    ...server('s', 2),
    { task: 't0', call: 'chmod', args: { path: 's', mode: 0o700 } },
    { task: 't1', call: 'socket', args: stream },
    { task: 't1', call: 'capset', args: { how: 'none' } },
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
