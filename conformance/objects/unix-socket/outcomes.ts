// SPDX-License-Identifier: MIT
// What the calls on sockets are to be seen to do: results, ways to call them, what happens to one that sleeps.
import { WALK } from '../path/outcomes.ts';

/** How a path lies in memory. */
const LAYOUTS = [
  ...['bare', 'junk', 'path size 16', 'path size 109', 'path size 110'],
  ...['path stretch 106', 'path stretch 107', 'path stretch 108'],
];

/** Lengths that no address has. */
const HUGE = [129, 4096, -1, 0x7fff_ffff, -0x8000_0000].map((size) => `huge size ${size}`);

/** By call. */
export const SOCKET_OUTCOMES = {
  socket: ['OK', 'EMFILE', 'nonblock', 'type stream', 'type seqpacket', 'type dgram'],
  bind: [
    ...['OK', 'EBADF', 'ENOTSOCK', 'EINVAL', 'EFAULT', 'EADDRINUSE', ...WALK],
    ...['path', 'unnamed', 'fault', 'huge', 'family', ...LAYOUTS, ...HUGE],
  ],
  passcred: ['OK', 'EBADF', 'ENOTSOCK', 'on'],
  getsockname: ['OK', 'EBADF', 'ENOTSOCK'],
  listen: [
    ...['backlog 0', 'backlog above 0', 'backlog negative'],
    ...['OK', 'EBADF', 'ENOTSOCK', 'EOPNOTSUPP', 'EINVAL'],
  ],
  accept: [
    ...['OK', 'EBADF', 'EMFILE', 'ENOTSOCK', 'EOPNOTSUPP', 'EINVAL', 'EAGAIN', 'EINTR', 'sleeps'],
    ...['restarted', 'signalled', 'killed', 'woken by shutdown'],
  ],
  shutdown: ['OK', 'EBADF', 'ENOTSOCK', 'how 0', 'how 1', 'how 2'],
  getpeername: ['OK', 'EBADF', 'ENOTSOCK', 'ENOTCONN'],
  peercred: ['OK', 'EBADF', 'ENOTSOCK'],
  // Where a name leads to a socket.
  open: ['ENXIO'],
};

const ERRNOS = [
  ...'EBADF EINVAL EFAULT ENOTSOCK EACCES ENAMETOOLONG ENOENT ELOOP ENOTDIR'.split(' '),
  ...'ECONNREFUSED EPROTOTYPE EAGAIN EINTR EISCONN EPERM'.split(' '),
];

const ENDINGS = [
  ...['sleeps', 'woken by accept', 'woken by close', 'woken by listen', 'signalled', 'killed'],
  ...['restarted, ended'],
];

const ADDRESSES = [
  ...['path', 'unnamed', 'fault', 'huge', 'family', 'abstract'],
  ...['nothing', 'short', 'long', 'unspec'],
  // How a path lies in memory, and lengths.
  ...[...LAYOUTS, ...HUGE],
  ...[111, 112, 127, 128].map((size) => `long size ${size}`),
  ...['abstract size 3', 'abstract size 110'],
];

/** What any call that connects does. */
export const CONNECTING: readonly string[] = ['OK', ...ERRNOS, ...ENDINGS, ...ADDRESSES];

/** Of connect(2). */
export const CONNECT_OUTCOMES = {
  accept: ['woken by connect'],
  connect: [...CONNECTING, 'restarted'],
};
