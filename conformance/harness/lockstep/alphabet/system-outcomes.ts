// SPDX-License-Identifier: MIT
// What the shared calls are to be seen to do on a kernel: results, ways to call them, what happens to one that sleeps.

const WALK = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'];

const BY_CALL: Readonly<Record<string, readonly string[]>> = {
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
  close: ['OK', 'EBADF'],
  dup: ['OK', 'EBADF', 'EMFILE'],
  dup2: ['OK', 'EBADF'],
  nonblock: ['OK', 'EBADF', 'on'],
  nofile: ['OK'],
  open: [
    ...['OK', 'EMFILE', 'ENXIO', 'EEXIST', ...WALK],
    ...['how path', 'how path-nofollow', 'how read', 'how read-nofollow', 'how create'],
  ],
  mkdir: ['OK', 'EEXIST', ...WALK],
  symlink: ['OK', 'EEXIST', ...WALK],
  unlink: ['OK', 'EISDIR', ...WALK],
  rename: [
    ...['OK', 'EEXIST', 'EINVAL', 'ENOTEMPTY', 'EISDIR', ...WALK],
    ...['how exchange', 'how replace', 'how noreplace'],
  ],
  chmod: ['OK', 'EPERM', ...WALK],
  chdir: ['OK', ...WALK],
  fchdir: ['OK', 'EBADF', 'ENOTDIR', 'EACCES'],
  fork: ['OK'],
  idle: ['signalled', 'killed'],
};

/** `call what`, for each. */
export const SYSTEM_OUTCOMES: readonly string[] = Object.entries(BY_CALL).flatMap(([call, whats]) =>
  whats.map((what) => `${call} ${what}`),
);
