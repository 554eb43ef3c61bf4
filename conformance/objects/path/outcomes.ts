// SPDX-License-Identifier: MIT
// What the calls on names are to be seen to do: results.

/** How a walk fails. */
export const WALK = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'];

/** By call. */
export const PATH_OUTCOMES = {
  open: [...['OK', 'EMFILE', 'EEXIST', ...WALK]],
  mkdir: ['OK', 'EEXIST', ...WALK],
  symlink: ['OK', 'EEXIST', ...WALK],
  unlink: ['OK', 'EISDIR', ...WALK],
  rename: [...['OK', 'EEXIST', 'EINVAL', 'ENOTEMPTY', 'EISDIR', ...WALK]],
  chmod: ['OK', 'EPERM', ...WALK],
  chdir: ['OK', ...WALK],
  fchdir: ['OK', 'EBADF', 'ENOTDIR', 'EACCES'],
};

/** By call: mounts, roots, and what else can be in a directory, or in none. */
export const AROUND_PATHS = {
  anonymous: ['OK', 'EMFILE'],
  mkfifo: ['OK', 'EEXIST', ...WALK],
  rmdir: ['OK', 'ENOTEMPTY', ...WALK],
  chroot: ['OK', 'EPERM', ...WALK],
  mount: ['OK', 'EPERM', ...WALK],
  bindmount: ['OK', 'EPERM', ...WALK],
  detach: ['OK', 'EPERM', 'EINVAL', ...WALK],
  rename: ['EXDEV'],
};
