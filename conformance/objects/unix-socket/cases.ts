// SPDX-License-Identifier: MIT
// Sequences on sockets that are always run.
import { type Called, type Case, caseOf } from '../../harness/lockstep/cases.ts';

/** An address that is a path. */
export const path = (text: string) => ({ kind: 'path', path: text });
/** The arguments of a socket(2) for a stream socket. */
export const stream = { family: 'unix', type: 'stream', nonblock: false };

/** Calls on a descriptor. */
export const SOCKET_CALLS_ON_FD: readonly ((fd: number) => Called)[] = [
  (fd) => ({ call: 'bind', args: { fd, address: path('b') } }),
  (fd) => ({ call: 'listen', args: { fd, backlog: 0 } }),
  (fd) => ({ call: 'accept', args: { fd } }),
  (fd) => ({ call: 'shutdown', args: { fd, how: 0 } }),
  (fd) => ({ call: 'passcred', args: { fd, on: true } }),
  (fd) => ({ call: 'getsockname', args: { fd } }),
  (fd) => ({ call: 'getpeername', args: { fd } }),
  (fd) => ({ call: 'peercred', args: { fd } }),
];

/** Calls on a path; t1 has a socket at 0. */
export const SOCKET_CALLS_ON_PATH: readonly ((path: string) => Called)[] = [
  (at) => ({ call: 'bind', args: { fd: 0, address: path(at) } }),
];

/** A socket at s, and t1's socket. */
export const SOCKET_AT_PATH = {
  made: [
    { task: 't0', call: 'socket', args: stream },
    { task: 't0', call: 'bind', args: { fd: 0, address: path('s') } },
    { call: 'socket', args: stream },
  ],
  path: 's',
} as const;

/** The limit on descriptors, under each call that makes one. */
const LIMITS: readonly Case[] = [
  caseOf('at the limit of descriptors', 0, [
    { call: 'socket', args: stream },
    { call: 'bind', args: { fd: 0, address: path('s') } },
    { call: 'listen', args: { fd: 0, backlog: 0 } },
    { call: 'nofile', args: { limit: 1 } },
    { call: 'socket', args: stream },
    { call: 'dup', args: { fd: 0 } },
    { call: 'dup2', args: { fd: 0, to: 1 } },
    { call: 'open', args: { path: 'a', how: 'path' } },
    { call: 'anonymous', args: { how: 'eventfd' } },
    { call: 'accept', args: { fd: 0 } },
    { call: 'accept', args: { fd: 1 } },
  ]),
];

const LISTENER: readonly Called[] = [
  { task: 't0', call: 'socket', args: stream },
  { task: 't0', call: 'bind', args: { fd: 0, address: path('s') } },
  { task: 't0', call: 'listen', args: { fd: 0, backlog: 0 } },
];

const ACCEPTS: readonly Case[] = [
  caseOf('an accept that a shutdown wakes', 0, [
    ...LISTENER,
    { from: 't0', fork: 't2' },
    { task: 't2', call: 'accept', args: { fd: 0 } },
    { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
  ]),
  caseOf('an accept that may not wait, of a listener that is shut down', 0, [
    ...LISTENER,
    { task: 't0', call: 'nonblock', args: { fd: 0, on: true } },
    { task: 't0', call: 'accept', args: { fd: 0 } },
    { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
    { task: 't0', call: 'accept', args: { fd: 0 } },
  ]),
  // The number that it will return is taken, and not open: EBUSY, EBADF, and the next one.
  caseOf('an accept that has its number, in a table that others share', 0, [
    ...LISTENER,
    { from: 't0', fork: 't2', flags: ['CLONE_FILES'] },
    { task: 't2', call: 'accept', args: { fd: 0 } },
    { task: 't0', call: 'dup2', args: { fd: 0, to: 1 } },
    { task: 't0', call: 'close', args: { fd: 1 } },
    { task: 't0', call: 'socket', args: stream },
    { from: 't0', fork: 't3' },
    { task: 't3', call: 'socket', args: stream },
    { task: 't0', call: 'connect', args: { fd: 2, address: path('s') } },
    { task: 't0', call: 'socket', args: stream },
  ]),
  // Whether it may wait was decided when it began.
  caseOf('an accept that may wait no longer', 0, [
    ...LISTENER,
    { from: 't0', fork: 't2' },
    { task: 't2', call: 'accept', args: { fd: 0 } },
    { task: 't0', call: 'nonblock', args: { fd: 0, on: true } },
    { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
  ]),
];

/** bind(2) does not believe a length either. */
const LENGTHS: readonly Case[] = [
  caseOf('bound by lengths that no address has', 0, [
    { call: 'socket', args: stream },
    ...[129, 4096, -1, 0x7fff_ffff, -0x8000_0000].map(
      (size): Called => ({ call: 'bind', args: { fd: 0, address: { kind: 'huge', size } } }),
    ),
  ]),
];

/** All of them. */
export const SOCKET_CASES: readonly Case[] = [...LIMITS, ...ACCEPTS, ...LENGTHS];
