// SPDX-License-Identifier: MIT
// Sequences that are always run: every shared call against every wrong descriptor and every wrong path.

import { LONG_NAME } from '../../../../models/kernel/objects/path/index.ts';
import type { Signal } from '../../../../models/kernel/signal.ts';
import type { TaskId } from '../../../../models/kernel/system/index.ts';
import type { Case } from '../../../proposal.ts';
import type { CallArgs, SeqOp } from '../engine/sequence.ts';

/** A call to make, by its name and arguments. */
export interface Called {
  readonly task?: TaskId;
  readonly call: string;
  readonly args: CallArgs;
}

/** One thing that is done in a case: a call, a signal, a fork of `from`. Without a task it is t1's. */
export type Done =
  | Called
  | { readonly task?: TaskId; readonly signal: Signal }
  | { readonly from: TaskId; readonly fork: TaskId };

function toOp(done: Done, id: number): SeqOp {
  if ('fork' in done) return { id, op: 'fork', task: done.fork, parent: done.from };
  const { task = 't1' } = done;
  if ('signal' in done) return { id, op: 'signal', task, signal: done.signal };
  return { id, op: 'call', task, call: done.call, args: done.args };
}

/** A case that goes on, under a name of its own. */
export function goOn({ ops }: Case, name: string, more: readonly Done[]): Case {
  return { name, ops: [...ops, ...more.map((done, i) => toOp(done, ops.length + i))] };
}

/** A case of two tasks, t0 of user 0 and t1 of `user`. */
export function caseOf(name: string, user: number, done: readonly Done[]): Case {
  const ops: SeqOp[] = [
    { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
    { id: 1, op: 'spawn', task: 't1', uid: user, gid: user },
  ];
  return goOn({ name, ops }, name, done);
}

export const path = (text: string) => ({ kind: 'path', path: text });
export const stream = { family: 'unix', type: 'stream', nonblock: false };

/** Calls on a descriptor. */
const ON_FD: readonly ((fd: number) => Called)[] = [
  (fd) => ({ call: 'bind', args: { fd, address: path('b') } }),
  (fd) => ({ call: 'listen', args: { fd, backlog: 0 } }),
  (fd) => ({ call: 'accept', args: { fd } }),
  (fd) => ({ call: 'shutdown', args: { fd, how: 0 } }),
  (fd) => ({ call: 'getpeername', args: { fd } }),
  (fd) => ({ call: 'peercred', args: { fd } }),
  (fd) => ({ call: 'nonblock', args: { fd, on: true } }),
  (fd) => ({ call: 'fchdir', args: { fd } }),
  (fd) => ({ call: 'dup', args: { fd } }),
  (fd) => ({ call: 'close', args: { fd } }),
];

/** t1's descriptors: 0 a directory that is closed to it, 1 an O_PATH descriptor of a file, 2 a file, 3 a directory, 4 not open. */
const DESCRIPTORS: readonly Called[] = [
  { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
  { call: 'mkdir', args: { path: 'd', mode: 0o700 } },
  { call: 'open', args: { path: 'd', how: 'path' } },
  { call: 'chmod', args: { path: 'd', mode: 0 } },
  { call: 'open', args: { path: 'f', how: 'create' } },
  { call: 'dup', args: { fd: 1 } },
  { call: 'open', args: { path: 'f', how: 'path' } },
  { call: 'dup2', args: { fd: 3, to: 1 } },
  { call: 'close', args: { fd: 3 } },
  { call: 'open', args: { path: '/', how: 'read' } },
];

/** Every call on a descriptor, those of a proposal included, against descriptors that it is not for. */
export function descriptorCases(more: readonly ((fd: number) => Called)[]): Case[] {
  return [...ON_FD, ...more].map((make) => {
    const { call } = make(0);
    return caseOf(`${call} of wrong descriptors`, 1000, [...DESCRIPTORS, ...[0, 1, 2, 3, 4, -1].map(make)]);
  });
}

/** Calls on a path. */
const ON_PATH: readonly ((path: string) => Called)[] = [
  (at) => ({ call: 'mkdir', args: { path: at, mode: 0o777 } }),
  (at) => ({ call: 'symlink', args: { target: '/s', path: at } }),
  (at) => ({ call: 'unlink', args: { path: at } }),
  (at) => ({ call: 'rename', args: { from: at, to: 'r', how: 'replace' } }),
  (at) => ({ call: 'rename', args: { from: 'f', to: at, how: 'exchange' } }),
  (at) => ({ call: 'chmod', args: { path: at, mode: 0o777 } }),
  (at) => ({ call: 'chdir', args: { path: at } }),
  (at) => ({ call: 'open', args: { path: at, how: 'read' } }),
  (at) => ({ call: 'open', args: { path: at, how: 'create' } }),
  (at) => ({ call: 'bind', args: { fd: 0, address: path(at) } }),
];

/** f a file, l a link to itself, n a link to a name that is too long, x a directory closed to t1, s a socket file. */
const PATHS: readonly Called[] = [
  { task: 't0', call: 'mkdir', args: { path: 'x', mode: 0o700 } },
  { task: 't0', call: 'socket', args: stream },
  { task: 't0', call: 'bind', args: { fd: 0, address: path('s') } },
  { task: 't0', call: 'symlink', args: { target: '/l', path: 'l' } },
  { task: 't0', call: 'symlink', args: { target: `/${LONG_NAME}`, path: 'n' } },
  { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
  { call: 'socket', args: stream },
  { call: 'open', args: { path: 'f', how: 'create' } },
];

const WRONG = ['a/x', 'f/x', 'x', 'x/x', 'l/x', 'n/x', 'l', 'n', 's', LONG_NAME];

/** Every call on a path, those of a proposal included, against paths that lead nowhere. */
export function pathCases(more: readonly ((path: string) => Called)[]): Case[] {
  return [...ON_PATH, ...more].flatMap((make) => {
    // An address has room for 107 bytes of path.
    const paths = 'address' in make('').args ? WRONG.filter((at) => at !== LONG_NAME) : WRONG;
    return [0, 1000].map((user) =>
      caseOf(`${make('').call} of wrong paths as user ${user}`, user, [...PATHS, ...paths.map(make)]),
    );
  });
}

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
    { call: 'accept', args: { fd: 0 } },
    { call: 'accept', args: { fd: 1 } },
  ]),
];

const RENAMES: readonly Case[] = [
  caseOf('directories that are renamed', 0, [
    { call: 'mkdir', args: { path: 'd', mode: 0o777 } },
    { call: 'mkdir', args: { path: 'd/e', mode: 0o777 } },
    { call: 'mkdir', args: { path: 'g', mode: 0o777 } },
    { call: 'open', args: { path: 'f', how: 'create' } },
    { call: 'rename', args: { from: 'd', to: 'd/e/g', how: 'replace' } },
    { call: 'rename', args: { from: 'd/e', to: 'd', how: 'replace' } },
    { call: 'rename', args: { from: 'd/e', to: 'd', how: 'exchange' } },
    { call: 'rename', args: { from: 'g', to: 'd', how: 'replace' } },
    { call: 'rename', args: { from: 'g', to: 'f', how: 'replace' } },
    { call: 'rename', args: { from: 'f', to: 'g', how: 'replace' } },
    { call: 'rename', args: { from: 'f', to: 'g', how: 'noreplace' } },
    { call: 'rename', args: { from: 'f', to: 'g', how: 'exchange' } },
    { call: 'chdir', args: { path: 'd/e' } },
    { call: 'rename', args: { from: '/f', to: '/d/e', how: 'replace' } },
    { call: 'mkdir', args: { path: 'gone', mode: 0o777 } },
    { call: 'mkdir', args: { path: LONG_NAME, mode: 0o777 } },
    { call: 'chdir', args: { path: LONG_NAME } },
    { call: 'fchdir', args: { fd: 0 } },
  ]),
  caseOf('a directory that can be entered again', 1000, [
    { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
    { call: 'mkdir', args: { path: 'd', mode: 0o777 } },
    { call: 'open', args: { path: 'd', how: 'path' } },
    { call: 'fchdir', args: { fd: 0 } },
    { call: 'mkdir', args: { path: 'e', mode: 0o777 } },
    { call: 'chmod', args: { path: '/d', mode: 0o600 } },
    { call: 'chmod', args: { path: '/d/e', mode: 0o600 } },
    { call: 'mkdir', args: { path: 'g', mode: 0o777 } },
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
  // Whether it may wait was decided when it began.
  caseOf('an accept that may wait no longer', 0, [
    ...LISTENER,
    { from: 't0', fork: 't2' },
    { task: 't2', call: 'accept', args: { fd: 0 } },
    { task: 't0', call: 'nonblock', args: { fd: 0, on: true } },
    { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
  ]),
];

/** All of them; `onFd` and `onPath` are a proposal's own calls. */
export function systemCases(
  onFd: readonly ((fd: number) => Called)[],
  onPath: readonly ((path: string) => Called)[],
): Case[] {
  return [...descriptorCases(onFd), ...pathCases(onPath), ...LIMITS, ...RENAMES, ...ACCEPTS];
}
