// SPDX-License-Identifier: MIT
// open(2) (fs/open.c, fs/namei.c, Linux 6.12).
import { opened } from '../../system/calls.ts';
import { install, lowestFree } from '../../system/fd.ts';
import type { Answer, Task, World } from '../../system/types.ts';
import { creatable, make, masked } from './files.ts';
import { inodeOf, PATHS } from './kind.ts';
import { MAY_READ, may } from './perm.ts';
import { lookUp } from './walk.ts';

/** How a path is opened: O_PATH, O_PATH | O_NOFOLLOW, O_RDONLY, O_RDONLY | O_NOFOLLOW, O_CREAT | O_EXCL | O_RDWR. */
export type OpenHow = 'path' | 'path-nofollow' | 'read' | 'read-nofollow' | 'create';

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
