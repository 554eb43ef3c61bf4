// SPDX-License-Identifier: MIT
// What the calls on all descriptors are to be seen to do, and what happens to a task.

/** By call; `idle` is a task that is in none. */
export const DESCRIPTOR_OUTCOMES = {
  close: ['OK', 'EBADF'],
  dup: ['OK', 'EBADF', 'EMFILE'],
  dup2: ['OK', 'EBADF'],
  nonblock: ['OK', 'EBADF'],
  nofile: ['OK'],
  fork: ['OK', 'CLONE_FILES', 'CLONE_FS'],
  idle: ['signalled', 'killed'],
};

/** By call: whose rights a task has. */
export const CREDENTIAL_OUTCOMES = {
  seteuid: ['OK', 'EPERM'],
  setfsuid: ['OK'],
  setfsgid: ['OK'],
  capset: ['OK', 'EPERM'],
};
