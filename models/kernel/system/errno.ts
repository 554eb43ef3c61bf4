// SPDX-License-Identifier: MIT
// The errors that calls of the system return.
import { type Errno, ERRNO_NUMBERS as NUMBERS } from '../../../spec/errno.ts';

export { errnoName } from '../../../spec/errno.ts';

const NAMES = [
  'EPERM',
  'ENOENT',
  'EINTR',
  'ENXIO',
  'EBADF',
  'EAGAIN',
  'EACCES',
  'EFAULT',
  'EEXIST',
  'ENOTDIR',
  'EISDIR',
  'EINVAL',
  'EMFILE',
  'ENAMETOOLONG',
  'ENOSYS',
  'ENOTEMPTY',
  'ELOOP',
  'ENOTSOCK',
  'EPROTOTYPE',
  'EOPNOTSUPP',
  'EAFNOSUPPORT',
  'EADDRINUSE',
  'EISCONN',
  'ENOTCONN',
  'ECONNREFUSED',
] as const satisfies readonly Errno[];

export type SystemErrno = (typeof NAMES)[number];

/** Each error's number. */
export const ERRNO_NUMBERS = Object.fromEntries(NAMES.map((name) => [name, NUMBERS[name]])) as Readonly<
  Record<SystemErrno, number>
>;
