// SPDX-License-Identifier: MIT
// What the calls on sockets are to be seen to do: results, ways to call them, what happens to one that sleeps.
import { WALK } from '../path/outcomes.ts';

/** By call. */
export const SOCKET_OUTCOMES = {
  socket: ['OK', 'EMFILE', 'nonblock', 'type stream', 'type seqpacket', 'type dgram'],
  bind: [
    ...['OK', 'EBADF', 'ENOTSOCK', 'EINVAL', 'EFAULT', 'EADDRINUSE', ...WALK],
    ...['path', 'unnamed', 'fault', 'huge', 'family'],
  ],
  listen: ['OK', 'EBADF', 'ENOTSOCK', 'EOPNOTSUPP', 'EINVAL'],
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
