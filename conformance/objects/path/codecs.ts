// SPDX-License-Identifier: MIT
// The calls on names as x86-64 system calls.
import { AT_FDCWD, LONG_NAME } from '../../../models/kernel/objects/path/index.ts';
import type { Codecs } from '../../harness/lockstep/engine/codec.ts';
import {
  MNT_DETACH,
  MS_BIND,
  O_CREAT,
  O_EXCL,
  O_NOFOLLOW,
  O_PATH,
  O_RDWR,
  RENAME_EXCHANGE,
  RENAME_NOREPLACE,
  S_IFIFO,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';

const OPEN_FLAGS = {
  path: O_PATH,
  'path-nofollow': O_PATH | O_NOFOLLOW,
  read: 0,
  'read-nofollow': O_NOFOLLOW,
  create: O_CREAT | O_EXCL | O_RDWR,
} as const;

const RENAME_FLAGS = { replace: 0, noreplace: RENAME_NOREPLACE, exchange: RENAME_EXCHANGE } as const;

/** By the names of their rules. */
export const PATH_CODECS: Codecs = {
  open: {
    encode: ({ path, how }) => ({
      nr: NR.openat,
      args: [AT_FDCWD, cString(path), OPEN_FLAGS[how as keyof typeof OPEN_FLAGS], 0o666],
    }),
  },
  mkdir: { encode: ({ path, mode }) => ({ nr: NR.mkdir, args: [cString(path), mode] }) },
  symlink: { encode: ({ target, path }) => ({ nr: NR.symlink, args: [cString(target), cString(path)] }) },
  unlink: { encode: ({ path }) => ({ nr: NR.unlink, args: [cString(path)] }) },
  rename: {
    encode: ({ from, to, how }) => ({
      nr: NR.renameat2,
      args: [AT_FDCWD, cString(from), AT_FDCWD, cString(to), RENAME_FLAGS[how as keyof typeof RENAME_FLAGS]],
    }),
  },
  chmod: { encode: ({ path, mode }) => ({ nr: NR.chmod, args: [cString(path), mode] }) },
  anonymous: {
    encode: ({ how }) =>
      how === 'eventfd'
        ? { nr: NR.eventfd2, args: [0, 0] }
        : { nr: NR.memfd_create, args: [cString('m'), 0] },
  },
  mkfifo: { encode: ({ path, mode }) => ({ nr: NR.mknod, args: [cString(path), S_IFIFO | mode, 0] }) },
  rmdir: { encode: ({ path }) => ({ nr: NR.rmdir, args: [cString(path)] }) },
  chroot: { encode: ({ path }) => ({ nr: NR.chroot, args: [cString(path)] }) },
  mount: {
    encode: ({ path }) => ({
      nr: NR.mount,
      args: [cString('none'), cString(path), cString('tmpfs'), 0, cString('mode=755')],
    }),
  },
  bindmount: {
    encode: ({ from, to }) => ({ nr: NR.mount, args: [cString(from), cString(to), 0, MS_BIND, 0] }),
  },
  detach: { encode: ({ path }) => ({ nr: NR.umount2, args: [cString(path), MNT_DETACH] }) },
  chdir: { encode: ({ path }) => ({ nr: NR.chdir, args: [cString(path)] }) },
  fchdir: { encode: ({ fd }) => ({ nr: NR.fchdir, args: [fd] }) },
};

/** How a path is written for people: the name that is too long, shortened. */
export function showPath(path: string): string {
  return path.replaceAll(LONG_NAME, '<256 bytes>');
}
