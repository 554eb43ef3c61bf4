// SPDX-License-Identifier: MIT
// Results of system calls.
import type { Errno as KnownErrno } from '../../spec/errno.ts';

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
] as const satisfies readonly KnownErrno[];
export type Errno = (typeof ERRNOS)[number];
