// SPDX-License-Identifier: MIT
// Results of system calls.

/** The errors that calls on sockets and paths return here (errno(3)). */
export const ERRNOS = [
  'EINVAL',
  'EBADF',
  'EFAULT',
  'ENOTSOCK',
  'EAFNOSUPPORT',
  'ENOENT',
  'ENOTDIR',
  'EACCES',
  'ENAMETOOLONG',
  'ELOOP',
  'ECONNREFUSED',
  'EPROTOTYPE',
  'EAGAIN',
  'EINTR',
  'EISCONN',
] as const;
export type Errno = (typeof ERRNOS)[number];
