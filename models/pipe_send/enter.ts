// SPDX-License-Identifier: MIT
// SysEnter: what a call checks before it looks at the pipe.
import { hasDontWait, type Kernel } from './call.ts';
import type { Errno } from './errno.ts';
import type { Call, Caller } from './names.ts';
import type { State, Task } from './state.ts';

/** A check: what it is of, by the row of the table of errors for `send`, and the errno of each call that makes it. */
interface Check {
  readonly row: string;
  readonly errnos: { readonly [call in Call]?: Errno };
  applies(s: State, me: Task, isOwn: boolean): boolean;
}

const readsAndWrites = (errno: Errno) => ({ write: errno, pwritev2: errno, send: errno });

/** In their order. `isOwn`: the call is on a description that openat has made. */
export const checks = (): readonly Check[] => [
  {
    row: 'E1',
    errnos: { send: 'EFAULT' },
    applies: (_, { arg }) => arg.buf === 'outside',
  },
  {
    row: 'E2',
    errnos: { fcntl: 'EBADF', openat: 'ENOENT', ...readsAndWrites('EBADF') },
    applies: (_, { arg }) => arg.fd === 'bad',
  },
  {
    row: 'E2',
    errnos: { fcntl: 'EBADF', ...readsAndWrites('EBADF') },
    applies: (_, { arg }, isOwn) => arg.fd === 'path' && !isOwn,
  },
  {
    row: 'E3',
    errnos: { send: 'EINVAL' },
    applies: (_, { arg }) => arg.flags.has('UNKNOWN') || arg.addr === 'given',
  },
  {
    row: 'E4',
    errnos: readsAndWrites('EBADF'),
    applies: (_, { arg }, isOwn) => arg.fd === 'wrong' && !isOwn,
  },
  {
    row: 'E5',
    errnos: { openat: 'ENXIO', ...readsAndWrites('EINVAL') },
    applies: (_, { arg }) => arg.fd === 'epoll',
  },
  {
    row: 'E1',
    errnos: { write: 'EFAULT', pwritev2: 'EFAULT' },
    applies: (_, { arg }) => arg.buf === 'outside',
  },
  {
    row: 'E6',
    errnos: { pwritev2: 'EOPNOTSUPP' },
    applies: (_, me) => me.arg.fd === 'tty' && hasDontWait(me) && me.arg.n > 0,
  },
  {
    row: 'E6',
    errnos: { send: 'EOPNOTSUPP' },
    applies: (_, me) => me.arg.fd === 'tty' && hasDontWait(me),
  },
  {
    row: 'E6',
    errnos: { pwritev2: 'EOPNOTSUPP' },
    applies: (s, me) => me.arg.fd === 'pipe' && hasDontWait(me) && me.arg.n > 0 && s.nowait === 'off',
  },
];

const isOfPipe = ({ arg, call }: Task): boolean =>
  arg.fd === 'pipe' || (call === 'write' && (arg.fd === 'path' || arg.fd === 'wrong'));

/** SysEnter. */
export function enterCall(kernel: Kernel, s: State, p: Caller): void {
  const me = s.task[p];
  const { arg, call } = me;
  me.slept = 'no';
  const prepares = call === 'fcntl' || call === 'openat';
  if (prepares && !hasDontWait(me)) return kernel.end(s, p, 'OK');
  const isOwn = call === 'write' && kernel.behaviour.program[0] === 'openat' && hasDontWait(me);
  for (const { row, errnos, applies } of checks()) {
    const errno = errnos[call as Call];
    if (errno !== undefined && kernel.refuses(row, applies(s, me, isOwn))) return kernel.end(s, p, errno);
  }
  if (call === 'fcntl' && (arg.fd === 'pipe' || arg.fd === 'wrong')) s.nonblock = 'on';
  if (prepares || arg.n === 0) return kernel.end(s, p, 'OK');
  if (isOfPipe(me)) me.pc = 'lock';
  else {
    if (arg.fd === 'null' && arg.op === 'send') me.count = arg.n;
    kernel.end(s, p, 'OK');
  }
}
