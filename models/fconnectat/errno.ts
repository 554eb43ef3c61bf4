// SPDX-License-Identifier: MIT
// The errors that calls here return (errno(3)).
import type { Errno as KnownErrno } from '../../spec/errno.ts';

/** Of the document's table, but for those that nothing here brings about. */
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
