// SPDX-License-Identifier: MIT
// Calls on names: mkdir, symlink, unlink, rename, chmod, chdir (fs/namei.c, fs/open.c, Linux 6.12). Each is one step.
import { isCapable } from '../../system/cred.ts';
import type { SystemErrno } from '../../system/errno.ts';
import { fileAt, objectOf } from '../../system/fd.ts';
import type { Task, World } from '../../system/types.ts';
import { partOf } from '../../system/world.ts';
import { addInode, filesOf, fsOf, type Inode, type InodeId, inodeOf, PATHS, PLACE } from './kind.ts';
import { MAY_EXEC, MAY_WRITE, may, owns } from './perm.ts';
import { components, type LastComponent, lastError, lastOf, lookUp, parentOf } from './walk.ts';

/** RENAME_EXCHANGE, RENAME_NOREPLACE, or neither. */
export type RenameHow = 'replace' | 'exchange' | 'noreplace';

/** What a call answers: 0 or another number, or an error. */
export type Returned = number | SystemErrno;

/** Where the last component of a path can be made: `filename_create`, then `may_create`. */
export function creatable(world: World, task: Task, path: string): LastComponent | { errno: SystemErrno } {
  const last = lastOf(world, task, path);
  if ('errno' in last) return last;
  if (last.inode !== undefined) return { errno: 'EEXIST' };
  return may(task, inodeOf(world, last.dir), MAY_WRITE | MAY_EXEC) ? last : { errno: 'EACCES' };
}

/** Makes an inode of the task's at a place that is `creatable`. */
export function make(
  world: World,
  { cred }: Task,
  { dir, name }: LastComponent,
  kind: Inode['kind'],
  mode: number,
): InodeId {
  const parent = kind === 'dir' ? { parent: dir } : {};
  const owner = { uid: cred.fsuid, gid: cred.fsgid };
  const id = addInode(world, { kind, mode, ...owner, ...parent, fs: fsOf(world, dir) });
  filesOf(world).entry[dir]![name] = id;
  return id;
}

/** The mode of what the task makes, under its umask. */
export function masked(world: World, task: Task, mode: number): number {
  return mode & ~partOf(world, task, PLACE).umask;
}

export function mkdir(world: World, task: Task, path: string, mode: number): Returned {
  const last = creatable(world, task, path);
  if ('errno' in last) return last.errno;
  make(world, task, last, 'dir', masked(world, task, mode));
  return 0;
}

export function mkfifo(world: World, task: Task, path: string, mode: number): Returned {
  const last = creatable(world, task, path);
  if ('errno' in last) return last.errno;
  make(world, task, last, 'fifo', masked(world, task, mode));
  return 0;
}

export function rmdir(world: World, task: Task, path: string): Returned {
  const last = lastOf(world, task, path);
  if ('errno' in last) return last.errno;
  if (last.inode === undefined) return 'ENOENT';
  const error = mayDelete(world, task, last.dir, last.inode, true);
  if (error !== 0) return error;
  const { entry } = filesOf(world);
  if (Object.keys(entry[last.inode]!).length > 0) return 'ENOTEMPTY';
  delete entry[last.dir]![last.name];
  inodeOf(world, last.inode).removed = true;
  return 0;
}

export function symlink(world: World, task: Task, target: string, path: string): Returned {
  const last = creatable(world, task, path);
  if ('errno' in last) return last.errno;
  filesOf(world).links[make(world, task, last, 'link', 0o777)] = components(target);
  return 0;
}

/** What `may_delete` says of taking away `victim` from `dir`, for something that is a directory or not. */
function mayDelete(world: World, task: Task, dir: InodeId, victim: InodeId, isDir: boolean): Returned {
  if (!may(task, inodeOf(world, dir), MAY_WRITE | MAY_EXEC)) return 'EACCES';
  const victimIsDir = inodeOf(world, victim).kind === 'dir';
  if (isDir) return victimIsDir ? 0 : 'ENOTDIR';
  return victimIsDir ? 'EISDIR' : 0;
}

export function unlink(world: World, task: Task, path: string): Returned {
  const last = lastOf(world, task, path);
  if ('errno' in last) return last.errno;
  if (last.inode === undefined) return 'ENOENT';
  const error = mayDelete(world, task, last.dir, last.inode, false);
  if (error !== 0) return error;
  delete filesOf(world).entry[last.dir]![last.name];
  return 0;
}

/** Whether `inode` is `of`, or a directory above it. */
function isAbove(world: World, inode: InodeId, of: InodeId): boolean {
  if (inode === of) return true;
  return Object.values(filesOf(world).entry[inode] ?? {}).some((child) => isAbove(world, child, of));
}

/** renameat2: both parents are walked to before either last component is looked up (`do_renameat2`). */
export function rename(world: World, task: Task, from: string, to: string, how: RenameHow): Returned {
  const parents = [parentOf(world, task, from), parentOf(world, task, to)] as const;
  for (const parent of parents) if ('errno' in parent) return parent.errno;
  const [a, b] = parents as readonly [LastComponent, LastComponent];
  if (fsOf(world, a.dir) !== fsOf(world, b.dir)) return 'EXDEV';
  const error = lastError(world, a) ?? (a.inode === undefined ? 'ENOENT' : lastError(world, b));
  if (error !== undefined) return error;
  const source = a.inode as InodeId;
  if (how === 'noreplace' && b.inode !== undefined) return 'EEXIST';
  if (how === 'exchange' && b.inode === undefined) return 'ENOENT';
  if (a.dir !== b.dir) {
    if (isAbove(world, source, b.dir)) return 'EINVAL';
    if (b.inode !== undefined && isAbove(world, b.inode, a.dir))
      return how === 'exchange' ? 'EINVAL' : 'ENOTEMPTY';
  }
  if (source === b.inode) return 0;
  const refused = mayRename(world, task, { dir: a.dir, inode: source }, b, how);
  if (refused !== 0) return refused;
  const { entry } = filesOf(world);
  moved(world, source, b);
  if (how === 'exchange') {
    moved(world, b.inode!, a);
    return 0;
  }
  delete entry[a.dir]![a.name];
  const replaced = b.inode === undefined ? undefined : inodeOf(world, b.inode);
  if (replaced?.kind === 'dir') replaced.removed = true;
  return 0;
}

function moved(world: World, inode: InodeId, { dir, name }: LastComponent): void {
  filesOf(world).entry[dir]![name] = inode;
  if (inodeOf(world, inode).kind === 'dir') inodeOf(world, inode).parent = dir;
}

/** `vfs_rename` and `simple_rename` up to the point where nothing can fail any more. */
function mayRename(
  world: World,
  task: Task,
  a: { dir: InodeId; inode: InodeId },
  b: { dir: InodeId; inode: InodeId | undefined },
  how: RenameHow,
): Returned {
  const [from, to] = [inodeOf(world, a.inode), b.inode === undefined ? undefined : inodeOf(world, b.inode)];
  const isDir = from.kind === 'dir';
  const error = mayDelete(world, task, a.dir, a.inode, isDir);
  if (error !== 0) return error;
  if (b.inode === undefined || to === undefined) {
    if (!may(task, inodeOf(world, b.dir), MAY_WRITE | MAY_EXEC)) return 'EACCES';
  } else {
    const refused = mayDelete(world, task, b.dir, b.inode, how === 'exchange' ? to.kind === 'dir' : isDir);
    if (refused !== 0) return refused;
  }
  if (a.dir !== b.dir) {
    if (isDir && !may(task, from, MAY_WRITE)) return 'EACCES';
    if (how === 'exchange' && to?.kind === 'dir' && !may(task, to, MAY_WRITE)) return 'EACCES';
  }
  const replaces = how !== 'exchange' && b.inode !== undefined && to?.kind === 'dir';
  return replaces && Object.keys(filesOf(world).entry[b.inode!]!).length > 0 ? 'ENOTEMPTY' : 0;
}

export function chmod(world: World, task: Task, path: string, mode: number): Returned {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return found.errno;
  const inode = inodeOf(world, found);
  if (!owns(task, inode)) return 'EPERM';
  inode.mode = mode;
  return 0;
}

export function chdir(world: World, task: Task, path: string): Returned {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return found.errno;
  if (inodeOf(world, found).kind !== 'dir') return 'ENOTDIR';
  return enter(world, task, found);
}

export function fchdir(world: World, task: Task, fd: number): Returned {
  const file = fileAt(world, task, fd);
  if (file === undefined) return 'EBADF';
  const inode = objectOf(file, PATHS);
  if (inode === undefined || inodeOf(world, inode).kind !== 'dir') return 'ENOTDIR';
  return enter(world, task, inode);
}

/** chroot(2): the permission comes after the lookup. The working directory stays, outside or not (`ksys_chroot`). */
export function chroot(world: World, task: Task, path: string): Returned {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return found.errno;
  if (inodeOf(world, found).kind !== 'dir') return 'ENOTDIR';
  if (!may(task, inodeOf(world, found), MAY_EXEC)) return 'EACCES';
  if (!isCapable(task, 'others')) return 'EPERM';
  partOf(world, task, PLACE).root = found;
  return 0;
}

function enter(world: World, task: Task, dir: InodeId): Returned {
  if (!may(task, inodeOf(world, dir), MAY_EXEC)) return 'EACCES';
  partOf(world, task, PLACE).cwd = dir;
  return 0;
}
