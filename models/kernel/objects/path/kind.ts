// SPDX-License-Identifier: MIT
// What paths lead to: directories, links, the inodes of sockets and files; and where each task starts to look.
import type { ObjectKind, Task, TaskPart, World } from '../../system/types.ts';
import { copyMap, partOf, stateOf } from '../../system/world.ts';

/** `i0` is the root directory of every new task. */
export type InodeId = `i${number}`;

export interface Inode {
  readonly kind: 'dir' | 'link' | 'socket' | 'file' | 'fifo';
  /** Permission bits, 0 to 0o777. */
  mode: number;
  readonly uid: number;
  readonly gid: number;
  /** A directory that has been removed, and can hold nothing (IS_DEADDIR). */
  removed?: boolean;
  /** Where `..` of a directory leads, also after it has been removed; that of the root directory of a file system is absent. */
  parent?: InodeId;
  /** The root directory of its file system. */
  readonly fs?: InodeId;
}

/** The file system. */
export interface Files {
  readonly inodes: Map<InodeId, Inode>;
  /** Directory entries; a name that is not there is absent. */
  readonly entry: Record<InodeId, Record<string, InodeId>>;
  /** Targets of symbolic links: absolute, as components. */
  readonly links: Record<InodeId, readonly string[]>;
  /** Inodes that something is mounted on, with what: there is one mount namespace, and at most one mount on an inode. */
  readonly mounts: Record<InodeId, InodeId>;
}

/** The root directory. */
export const ROOT: InodeId = 'i0';

/** Inodes; a description says which. The first is a root directory that only user 0 may write. */
export const PATHS: ObjectKind<Files, InodeId> = {
  name: 'path',
  initial: () => ({
    inodes: new Map([[ROOT, { kind: 'dir', mode: 0o755, uid: 0, gid: 0 }]]),
    entry: { [ROOT]: {} },
    links: {},
    mounts: {},
  }),
  copy: ({ inodes, entry, links, mounts }) => ({
    inodes: copyMap(inodes, (inode) => ({ ...inode })),
    entry: Object.fromEntries(Object.entries(entry).map(([dir, names]) => [dir, { ...names }])),
    links: { ...links },
    mounts: { ...mounts },
  }),
  queues: () => [],
  // An inode stays while it has a name, and one without is never found again.
  release() {},
};

/** Where a task stands (`struct fs_struct`). */
export interface Place {
  root: InodeId;
  cwd: InodeId;
  umask: number;
}

/** A root and a working directory and an umask. A task begins in `i0`, with umask 022. */
export const PLACE: TaskPart<Place> = {
  name: 'place',
  shared: 'CLONE_FS',
  initial: () => ({ root: ROOT, cwd: ROOT, umask: 0o022 }),
  copy: (place) => ({ ...place }),
};

/** The working directory of a task. */
export function cwdOf(world: World, task: Task): InodeId {
  return partOf(world, task, PLACE).cwd;
}

/** The root directory of a task. */
export function rootOf(world: World, task: Task): InodeId {
  return partOf(world, task, PLACE).root;
}

/** The root directory of the file system that an inode is in. */
export function fsOf(world: World, id: InodeId): InodeId {
  return inodeOf(world, id).fs ?? ROOT;
}

export function filesOf(world: World): Files {
  return stateOf(world, PATHS);
}

export function inodeOf(world: World, id: InodeId): Inode {
  return filesOf(world).inodes.get(id)!;
}

/** Adds an inode and says which. */
export function addInode(world: World, inode: Inode): InodeId {
  const { inodes, entry } = filesOf(world);
  const id: InodeId = `i${world.next++}`;
  inodes.set(id, inode);
  if (inode.kind === 'dir') entry[id] = {};
  return id;
}
