// SPDX-License-Identifier: MIT
// Calls on descriptors: open, close, dup, dup2, O_NONBLOCK, RLIMIT_NOFILE (fs/open.c, fs/file.c, Linux 6.12).
import { drop, fileAt, install, lowestFree, reference, usableFile } from './fd.ts';
import { creatable, make, masked, type Outcome } from './files.ts';
import { lookUp } from './path.ts';
import { MAY_READ, may } from './perm.ts';
import { inodeOf, type Task, type World } from './world.ts';

/** How a path is opened: O_PATH, O_PATH | O_NOFOLLOW, O_RDONLY, O_RDONLY | O_NOFOLLOW, O_CREAT | O_EXCL | O_RDWR. */
export type OpenHow = 'path' | 'path-nofollow' | 'read' | 'read-nofollow' | 'create';

/** open(2). The descriptor is reserved before the walk: EMFILE hides what that would find (`do_sys_openat2`). */
export function open(world: World, task: Task, path: string, how: OpenHow): Outcome {
  if (path === '') return 'ENOENT';
  const fd = lowestFree(task);
  if (fd === undefined) return 'EMFILE';
  if (how === 'create') {
    const last = creatable(world, task, path);
    if ('errno' in last) return last.errno;
    const inode = make(world, task, last, 'file', masked(task, 0o666));
    install(world, task, fd, { kind: 'inode', inode, nonblock: false });
    return fd;
  }
  const found = lookUp(world, task, path, !how.endsWith('nofollow'));
  if (typeof found === 'object') return found.errno;
  const inode = inodeOf(world, found);
  if (how === 'read' || how === 'read-nofollow') {
    if (inode.kind === 'link') return 'ELOOP';
    if (!may(task, inode, MAY_READ)) return 'EACCES';
    if (inode.kind === 'socket') return 'ENXIO';
  }
  install(world, task, fd, {
    kind: how.startsWith('path') ? 'path' : 'inode',
    inode: found,
    nonblock: false,
  });
  return fd;
}

export function close(world: World, task: Task, fd: number): Outcome {
  if (fileAt(world, task, fd) === undefined) return 'EBADF';
  drop(world, task, fd);
  return 0;
}

export function dup(world: World, task: Task, fd: number): Outcome {
  if (fileAt(world, task, fd) === undefined) return 'EBADF';
  const free = lowestFree(task);
  if (free === undefined) return 'EMFILE';
  task.fds[free] = reference(world, task, fd);
  return free;
}

export function dup2(world: World, task: Task, fd: number, to: number): Outcome {
  if (fd === to) return fileAt(world, task, fd) === undefined ? 'EBADF' : fd;
  if (to < 0 || to >= task.nofile || fileAt(world, task, fd) === undefined) return 'EBADF';
  // Taken before the old one is dropped (`do_dup2`): the two may be the same description.
  const id = reference(world, task, fd);
  if (task.fds[to] !== undefined) drop(world, task, to);
  task.fds[to] = id;
  return to;
}

/** fcntl(F_SETFL): O_NONBLOCK belongs to the open file description. */
export function setNonblock(world: World, task: Task, fd: number, nonblock: boolean): Outcome {
  const file = usableFile(world, task, fd);
  if (file === undefined) return 'EBADF';
  file.nonblock = nonblock;
  return 0;
}

export function setNofile(task: Task, limit: number): Outcome {
  task.nofile = limit;
  return 0;
}
