// SPDX-License-Identifier: MIT
// What the calls on sockets are to be seen to do: results, what happens to one that sleeps.
import { WALK } from '../path/outcomes.ts';

/** By call. */
export const SOCKET_OUTCOMES = {
  socket: ['OK', 'EMFILE'],
  bind: [...['OK', 'EBADF', 'ENOTSOCK', 'EINVAL', 'EFAULT', 'EADDRINUSE', ...WALK]],
  passcred: ['OK', 'EBADF', 'ENOTSOCK'],
  getsockname: ['OK', 'EBADF', 'ENOTSOCK'],
  listen: ['OK', 'EBADF', 'ENOTSOCK', 'EOPNOTSUPP', 'EINVAL'],
  accept: [
    ...['OK', 'EBADF', 'EMFILE', 'ENOTSOCK', 'EOPNOTSUPP', 'EINVAL', 'EAGAIN', 'EINTR', 'sleeps'],
    ...['restarted', 'signalled', 'killed', 'woken by shutdown'],
  ],
  shutdown: ['OK', 'EBADF', 'ENOTSOCK'],
  getpeername: ['OK', 'EBADF', 'ENOTSOCK', 'ENOTCONN'],
  peercred: ['OK', 'EBADF', 'ENOTSOCK'],
  // Where a name leads to a socket.
  open: ['ENXIO'],
  // Where the number is kept for an accept that sleeps.
  dup2: ['EBUSY'],
};

const ERRNOS = [
  ...'EBADF EINVAL EFAULT ENOTSOCK EACCES ENAMETOOLONG ENOENT ELOOP ENOTDIR'.split(' '),
  ...'ECONNREFUSED EPROTOTYPE EAGAIN EINTR EISCONN EPERM'.split(' '),
];

const ENDINGS = [
  ...['sleeps', 'woken by accept', 'woken by close', 'woken by listen', 'signalled', 'killed'],
  ...['restarted, ended'],
];

/** What any call that connects does. */
export const CONNECTING: readonly string[] = ['OK', ...ERRNOS, ...ENDINGS];

/** Of connect(2). */
export const CONNECT_OUTCOMES = {
  accept: ['woken by connect'],
  connect: [...CONNECTING, 'restarted'],
};
