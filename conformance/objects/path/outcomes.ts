// SPDX-License-Identifier: MIT
// What the calls on names are to be seen to do: results.

/** How a walk fails. */
export const WALK = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'];

/** By call. */
export const PATH_OUTCOMES = {
  open: [...['OK', 'EMFILE', 'EEXIST', ...WALK]],
  anonymous: ['OK', 'EMFILE'],
  mkdir: ['OK', 'EEXIST', ...WALK],
  mkfifo: ['OK', 'EEXIST', ...WALK],
  rmdir: ['OK', 'ENOTEMPTY', ...WALK],
  chroot: ['OK', 'EPERM', ...WALK],
  mount: ['OK', 'EPERM', ...WALK],
  bindmount: ['OK', 'EPERM', ...WALK],
  detach: ['OK', 'EPERM', 'EINVAL', ...WALK],
  symlink: ['OK', 'EEXIST', ...WALK],
  unlink: ['OK', 'EISDIR', ...WALK],
  rename: [...['OK', 'EEXIST', 'EINVAL', 'EXDEV', 'ENOTEMPTY', 'EISDIR', ...WALK]],
  chmod: ['OK', 'EPERM', ...WALK],
  chdir: ['OK', ...WALK],
  fchdir: ['OK', 'EBADF', 'ENOTDIR', 'EACCES'],
};
