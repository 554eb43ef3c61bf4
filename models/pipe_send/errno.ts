// SPDX-License-Identifier: MIT
// The errors that calls here return (errno(3)).
import type { Errno as KnownErrno } from '../../spec/errno.ts';

/** Of the document's table, and of openat. */
export const ERRNOS = [
  'EFAULT',
  'EBADF',
  'EINVAL',
  'EOPNOTSUPP',
  'EAGAIN',
  'EPIPE',
  'EINTR',
  'ENOENT',
  'ENXIO',
] as const satisfies readonly KnownErrno[];
export type Errno = (typeof ERRNOS)[number];
