// SPDX-License-Identifier: MIT
// Constants that Linux 6.12 has already, so that a proposal's series does not define them, and its probe can name them.

/** A constant of the kernel's interface. */
export interface UapiConstant {
  readonly value: number;
  /** The header that defines it, in the kernel's sources. */
  readonly header: string;
}

const FCNTL = 'include/uapi/linux/fcntl.h';
const SOCKET = 'include/linux/socket.h';

const of = (header: string, values: Readonly<Record<string, number>>): [string, UapiConstant][] =>
  Object.entries(values).map(([name, value]) => [name, { value, header }]);

/** By name. */
export const UAPI: ReadonlyMap<string, UapiConstant> = new Map([
  ...of(FCNTL, {
    AT_FDCWD: -100,
    AT_SYMLINK_NOFOLLOW: 0x100,
    AT_REMOVEDIR: 0x200,
    AT_EACCESS: 0x200,
    AT_SYMLINK_FOLLOW: 0x400,
    AT_NO_AUTOMOUNT: 0x800,
    AT_EMPTY_PATH: 0x1000,
    AT_RECURSIVE: 0x8000,
  }),
  ...of(SOCKET, {
    MSG_PEEK: 0x2,
    MSG_TRUNC: 0x20,
    MSG_DONTWAIT: 0x40,
    MSG_WAITALL: 0x100,
    MSG_NOSIGNAL: 0x4000,
    MSG_CMSG_CLOEXEC: 0x4000_0000,
  }),
  ...of('include/uapi/linux/seccomp.h', {
    SECCOMP_SET_MODE_FILTER: 1,
    SECCOMP_GET_ACTION_AVAIL: 2,
    SECCOMP_FILTER_FLAG_TSYNC: 0x1,
    SECCOMP_FILTER_FLAG_TSYNC_ESRCH: 0x10,
  }),
  ...of('include/uapi/asm-generic/fcntl.h', { O_NONBLOCK: 0o4000, O_CLOEXEC: 0o2000000 }),
]);
