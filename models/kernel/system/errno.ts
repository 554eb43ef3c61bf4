// SPDX-License-Identifier: MIT
// The errors that calls of the system return, with their numbers (include/uapi/asm-generic/errno{,-base}.h, Linux 6.12).
import { constants } from 'node:os';

/** Each error's number. */
export const ERRNO_NUMBERS = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  EACCES: 13,
  EFAULT: 14,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  EMFILE: 24,
  ENAMETOOLONG: 36,
  ENOSYS: 38,
  ENOTEMPTY: 39,
  ELOOP: 40,
  ENOTSOCK: 88,
  EPROTOTYPE: 91,
  EOPNOTSUPP: 95,
  EAFNOSUPPORT: 97,
  EADDRINUSE: 98,
  EISCONN: 106,
  ENOTCONN: 107,
  ECONNREFUSED: 111,
} as const;

export type SystemErrno = keyof typeof ERRNO_NUMBERS;

/** Of two names for a number, ours. */
const NAMES = new Map(
  [constants.errno, ERRNO_NUMBERS].flatMap((names) =>
    Object.entries(names).map(([name, number]) => [number as number, name] as const),
  ),
);

/** The name of an error number, also of one that no call here returns; `errno N` where it has none. */
export function errnoName(number: number): string {
  return NAMES.get(number) ?? `errno ${number}`;
}
