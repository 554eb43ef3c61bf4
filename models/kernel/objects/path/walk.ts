// SPDX-License-Identifier: MIT
// Paths: the walk of vfs.ts over the whole system, in one go (`link_path_walk`, fs/namei.c, Linux 6.12).
import type { SystemErrno } from '../../system/errno.ts';
import { fileAt, objectOf } from '../../system/fd.ts';
import type { Args, Task, World } from '../../system/types.ts';
import { cwdOf, filesOf, type InodeId, inodeOf, PATHS, ROOT, rootOf } from './kind.ts';
import { MAY_EXEC, MAY_WRITE, may } from './perm.ts';
import { type EntriesSeen, type Lookup, type Walkable, walkComponent } from './vfs.ts';

/** MAXSYMLINKS (include/linux/namei.h). */
const MAX_SYMLINKS = 40;

/** The working directory, where a descriptor of a directory is asked for (include/uapi/linux/fcntl.h). */
export const AT_FDCWD = -100;

/** Stands for a name above NAME_MAX: 256 bytes. */
export const LONG_NAME = 'n'.repeat(256);

/** The file system as one task sees it, in the shape that the walk of a model takes. */
export function fsFor(world: World, task: Task): Walkable<InodeId, string, InodeId> {
  const { inodes, links } = filesOf(world);
  return {
    root: rootOf(world, task),
    dirs: { includes: (id: InodeId) => inodes.get(id)?.kind === 'dir' },
    links,
    denySearch: { includes: (id: InodeId) => !may(task, inodeOf(world, id), MAY_EXEC) },
    tooLong: LONG_NAME,
    maxLinks: MAX_SYMLINKS,
  };
}

/** Where `..` leads from a directory: across the mount that it is the root of, and never above the task's root. */
function above(world: World, task: Task, dir: InodeId): InodeId {
  const { mounts } = filesOf(world);
  let at = dir;
  for (;;) {
    if (at === rootOf(world, task)) return at;
    const { parent } = inodeOf(world, at);
    if (parent !== undefined) return mounts[parent] ?? parent;
    const covered = Object.entries(mounts).find(([, on]) => on === at)?.[0];
    // The root of a mount that is mounted nowhere, or nowhere any more.
    if (covered === undefined) return at;
    at = covered as InodeId;
  }
}

/** What each name leads to for a task, `.` and `..` too: what is mounted on an inode is found in its place. */
export function entriesFor(world: World, task: Task): EntriesSeen<InodeId, string, InodeId> {
  const { entry, mounts } = filesOf(world);
  return Object.fromEntries(
    Object.entries(entry).map(([dir, names]) => {
      const seen = Object.entries(names).map(([name, inode]) => [name, mounts[inode] ?? inode]);
      const dots = { '.': dir, '..': above(world, task, dir as InodeId) };
      return [dir, { ...Object.fromEntries(seen), ...dots }];
    }),
  );
}

/** Whether the inode denies write to the task. */
export function writeDenied(world: World, task: Task, inode: InodeId): boolean {
  return !may(task, inodeOf(world, inode), MAY_WRITE);
}

/** The components of a path, which may begin with a slash. */
export function components(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

/** Whether a path has a last component: that of the root directory has none (LAST_ROOT). */
export function hasLastName(path: string): boolean {
  return components(path).length > 0;
}

/** Whether the last component is a name: something can be made there, or taken away (LAST_NORM). */
export function endsInName(path: string): boolean {
  return !['.', '..', undefined].includes(components(path).at(-1));
}

/** Where a path starts for the task. */
export function startOf(world: World, task: Task, path: string): InodeId {
  return path.startsWith('/') ? rootOf(world, task) : cwdOf(world, task);
}

/** The inode that a path leads to, or an error. */
export function lookUp(
  world: World,
  task: Task,
  path: string,
  follow = true,
): InodeId | { errno: SystemErrno } {
  const rest = components(path);
  let at: Lookup<InodeId, string> = { dir: startOf(world, task, path), rest, links: 0 };
  if (rest.length === 0) return path === '' ? { errno: 'ENOENT' } : at.dir;
  const fs = fsFor(world, task);
  const entry = entriesFor(world, task);
  for (;;) {
    const walked = walkComponent(fs, entry, at, follow, (_, applies) => applies);
    if (walked.kind === 'error') {
      // What has been removed is not asked for names, however long (`__lookup_slow`).
      const removed = walked.errno === 'ENAMETOOLONG' && inodeOf(world, at.dir).removed === true;
      return { errno: removed ? 'ENOENT' : walked.errno };
    }
    if (walked.kind === 'found') return walked.inode === 'none' ? { errno: 'ENOENT' } : walked.inode;
    at = walked.at;
    // A link to the root directory, as the last component.
    if (at.rest.length === 0) return at.dir;
  }
}

/**
 * Whether a walk from `start` asks for what is above the top, of which nothing is known. Only a task with another root comes
 * there: `..` of its own root is that root.
 */
function leadsAbove(world: World, task: Task, start: InodeId, path: string): boolean {
  if (rootOf(world, task) === ROOT) return false;
  const fs = fsFor(world, task);
  const entry = entriesFor(world, task);
  const dir = path.startsWith('/') ? rootOf(world, task) : start;
  let at: Lookup<InodeId, string> = { dir, rest: components(path), links: 0 };
  while (at.rest.length > 0) {
    if (at.dir === ROOT && at.rest[0] === '..') return true;
    const walked = walkComponent(fs, entry, at, true, (_, applies) => applies);
    if (walked.kind !== 'on') return false;
    at = walked.at;
  }
  return false;
}

/** The arguments that are walked: names of calls on them, and the address of a socket. */
function pathsIn({ path, from, to, address }: Args): string[] {
  const named =
    typeof address === 'object' && address !== null && 'path' in address ? address.path : undefined;
  return [path, from, to, named].filter((text) => typeof text === 'string');
}

/** Whether the walks that a call makes stay at or below the top. */
export function staysBelow(world: World, task: Task, args: Args): boolean {
  const dir = typeof args.dirfd === 'number' ? objectOf(fileAt(world, task, args.dirfd), PATHS) : undefined;
  const start = dir !== undefined && inodeOf(world, dir).kind === 'dir' ? dir : cwdOf(world, task);
  return pathsIn(args).every((path) => !leadsAbove(world, task, start, path));
}

/** The directory and the last name of a path, with what is there (`filename_parentat`, `lookup_one_qstr_excl`). */
export interface LastComponent {
  readonly dir: InodeId;
  readonly name: string;
  readonly inode: InodeId | undefined;
}

/** Walks to the last component, which is not followed and need not exist. */
export function parentOf(world: World, task: Task, path: string): LastComponent | { errno: SystemErrno } {
  const names = components(path);
  const name = names.at(-1);
  if (name === undefined) return { errno: 'ENOENT' };
  let dir = startOf(world, task, path);
  if (names.length > 1) {
    const prefix = (path.startsWith('/') ? '/' : '') + names.slice(0, -1).join('/');
    const found = lookUp(world, task, prefix);
    if (typeof found === 'object') return found;
    dir = found;
  }
  if (inodeOf(world, dir).kind !== 'dir') return { errno: 'ENOTDIR' };
  if (!may(task, inodeOf(world, dir), MAY_EXEC)) return { errno: 'EACCES' };
  return { dir, name, inode: filesOf(world).entry[dir]?.[name] };
}

/** Why the last name cannot be looked up at all (`lookup_one_qstr_excl`, `simple_lookup`). */
export function lastError(world: World, last: LastComponent): SystemErrno | undefined {
  if (inodeOf(world, last.dir).removed === true) return 'ENOENT';
  return last.name === LONG_NAME ? 'ENAMETOOLONG' : undefined;
}

/** As `parentOf`, and looks the last name up. */
export function lastOf(world: World, task: Task, path: string): LastComponent | { errno: SystemErrno } {
  const last = parentOf(world, task, path);
  if ('errno' in last) return last;
  const errno = lastError(world, last);
  return errno === undefined ? last : { errno };
}
