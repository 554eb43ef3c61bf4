// SPDX-License-Identifier: MIT
// What the calls on pipes are to be seen to do.

/** By call. */
export const PIPE_OUTCOMES = {
  pipe2: ['OK', 'EMFILE'],
  read: ['OK', 'EBADF', 'EAGAIN', 'EINTR', 'sleeps', 'signalled', 'restarted', 'restarted, ended', 'killed'],
  write: [
    'OK',
    'EBADF',
    'EAGAIN',
    'EPIPE',
    'EINTR',
    'sleeps',
    'signalled',
    'restarted',
    'restarted, ended',
    'killed',
  ],
  mkdir: ['OK', 'EEXIST'],
  mkfifo: ['OK', 'EEXIST', 'ENOENT', 'ENOTDIR'],
  openfifo: ['OK', 'ENOENT', 'ENOTDIR', 'ENXIO', 'EISDIR', 'EMFILE'],
  mountproc: ['OK'],
  reopen: ['OK', 'ENOENT', 'EMFILE'],
  resize: ['OK', 'EBADF', 'EBUSY', 'EINVAL'],
  pipesize: ['OK', 'EBADF'],
  splice: ['OK', 'EBADF', 'EAGAIN', 'EINVAL', 'EPIPE'],
};

/** By which calls those who sleep are woken. */
export const WOKEN = {
  read: ['woken by write', 'woken by close', 'woken by splice'],
  write: ['woken by read', 'woken by close', 'woken by splice', 'woken by resize'],
};
