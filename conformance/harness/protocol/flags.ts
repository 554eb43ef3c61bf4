// SPDX-License-Identifier: MIT
// Flags and other numbers that calls are given, under the names that the kernel's headers have for them (x86-64, Linux 6.12). What a
// proposal adds is its own, and what clone(2) is given is in `clone.ts`.

/** open(2), pipe2(2), and F_SETFL of fcntl(2). */
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NOCTTY = 0o400;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_ASYNC = 0o20000;
export const O_DIRECT = 0o40000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;
export const O_NOATIME = 0o1000000;
export const O_CLOEXEC = 0o2000000;
export const O_PATH = 0o10000000;

/** fcntl(2). */
export const F_GETFL = 3;
export const F_SETFL = 4;
export const F_SETOWN = 8;
export const F_SETSIG = 10;
export const F_SETPIPE_SZ = 1031;
export const F_GETPIPE_SZ = 1032;

/** ioctl(2): how many bytes there are to be read. */
export const FIONREAD = 0x541b;

/** mknod(2), and `st_mode`. */
export const S_IFMT = 0o170000;
export const S_IFIFO = 0o10000;
export const S_IFDIR = 0o40000;
export const S_IFLNK = 0o120000;
export const S_IFSOCK = 0o140000;

/** renameat2(2). */
export const RENAME_NOREPLACE = 1;
export const RENAME_EXCHANGE = 2;

/** mount(2) and umount2(2). */
export const MS_RDONLY = 1;
export const MS_REMOUNT = 32;
export const MS_BIND = 4096;
export const MNT_DETACH = 2;

/** socket(2). */
export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_NETLINK = 16;
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOCK_SEQPACKET = 5;
export const SOCK_NONBLOCK = O_NONBLOCK;

/** setsockopt(2); SO_PASSRIGHTS is younger than 6.12. */
export const SOL_SOCKET = 1;
export const SO_SNDBUF = 7;
export const SO_PASSCRED = 16;
export const SO_PEERCRED = 17;
export const SO_SNDTIMEO = 21;
export const SO_ATTACH_FILTER = 26;
export const SO_PASSPIDFD = 76;
export const SO_PASSRIGHTS = 83;

/** shutdown(2). */
export const SHUT_RD = 0;
export const SHUT_RDWR = 2;

/** send(2) and recv(2). */
export const MSG_OOB = 0x1;
export const MSG_PEEK = 0x2;
export const MSG_DONTWAIT = 0x40;
export const MSG_WAITALL = 0x100;
export const MSG_NOSIGNAL = 0x4000;
export const MSG_MORE = 0x8000;
export const MSG_CMSG_CLOEXEC = 0x4000_0000;
export const MSG_CMSG_COMPAT = 0x8000_0000;

/** A kind of control data. */
export const SCM_RIGHTS = 1;

/** preadv2(2) and pwritev2(2). */
export const RWF_NOWAIT = 8;

/** splice(2) and tee(2). */
export const SPLICE_F_NONBLOCK = 2;

/** poll(2); the same events of epoll have the same numbers. */
export const POLLIN = 0x1;
export const POLLOUT = 0x4;
export const POLLERR = 0x8;
export const POLLHUP = 0x10;
export const POLLRDNORM = 0x40;
export const POLLWRNORM = 0x100;

/** lseek(2). */
export const SEEK_SET = 0;
export const SEEK_CUR = 1;

/** rt_sigprocmask(2). */
export const SIG_BLOCK = 0;

/** timerfd_create(2), and other calls that go by a clock. */
export const CLOCK_MONOTONIC = 1;
