// SPDX-License-Identifier: MIT
// What the calls are to be seen to do on a kernel.

/** By call. */
export const FLOCK_OUTCOMES = {
  flock: [
    ...['OK', 'EBADF', 'E1', 'EAGAIN', 'E2'],
    ...['sleeps', 'woken by flock', 'woken by close', 'EINTR', 'signalled', 'restarted', 'killed'],
  ],
};
