// SPDX-License-Identifier: MIT
// open(2) (fs/open.c, fs/namei.c, Linux 6.12).
import { opened } from '../../system/calls.ts';
import { install, lowestFree } from '../../system/fd.ts';
import type { Answer, Task, World } from '../../system/types.ts';
import { creatable, make, masked } from './files.ts';
import { addInode, type InodeId, inodeOf, PATHS } from './kind.ts';
import { MAY_READ, may } from './perm.ts';
import { endsInName, lookUp } from './walk.ts';

/** How a path is opened: O_PATH, O_PATH | O_NOFOLLOW, O_RDONLY, O_RDONLY | O_NOFOLLOW, O_CREAT | O_EXCL | O_RDWR. */
export type OpenHow = 'path' | 'path-nofollow' | 'read' | 'read-nofollow' | 'create';

/** Whether the model says what an open does: one of a FIFO waits for the other end. */
export function coversOpen(world: World, task: Task, path: string, how: OpenHow): boolean {
  if (how === 'create') return endsInName(path);
  if (how.startsWith('path')) return true;
  const found = lookUp(world, task, path, how === 'read');
  return typeof found === 'object' || inodeOf(world, found).kind !== 'fifo';
}

/** The inode of all descriptors that have none of their own (fs/anon_inodes.c). */
const ANONYMOUS = { kind: 'file', mode: 0o600, uid: 0, gid: 0 } as const;

/** eventfd2(2) and memfd_create(2): an inode without a name. */
export function anonymous(world: World, task: Task, how: 'eventfd' | 'memfd'): Answer {
  const fd = lowestFree(world, task);
  if (fd === undefined) return 'EMFILE';
  const { fsuid: uid, fsgid: gid } = task.cred;
  const own = how === 'memfd' ? ({ kind: 'file', mode: 0o777, uid, gid } as const) : ANONYMOUS;
  const to: InodeId = addInode(world, own);
  install(world, task, fd, { kind: PATHS, to });
  return opened(fd);
}

/** The descriptor is reserved before the walk: EMFILE hides what that would find (`do_sys_openat2`). */
export function open(world: World, task: Task, path: string, how: OpenHow): Answer {
  if (path === '') return 'ENOENT';
  const fd = lowestFree(world, task);
  if (fd === undefined) return 'EMFILE';
  if (how === 'create') {
    const last = creatable(world, task, path);
    if ('errno' in last) return last.errno;
    const made = make(world, task, last, 'file', masked(world, task, 0o666));
    install(world, task, fd, { kind: PATHS, to: made });
    return opened(fd);
  }
  const found = lookUp(world, task, path, !how.endsWith('nofollow'));
  if (typeof found === 'object') return found.errno;
  const inode = inodeOf(world, found);
  if (how === 'read' || how === 'read-nofollow') {
    if (inode.kind === 'link') return 'ELOOP';
    if (!may(task, inode, MAY_READ)) return 'EACCES';
    if (inode.kind === 'socket') return 'ENXIO';
  }
  install(world, task, fd, { kind: PATHS, to: found }, { opath: how.startsWith('path') });
  return opened(fd);
}
