// SPDX-License-Identifier: MIT
// What paths lead to: directories, links, the inodes of sockets and files; and where each task starts to look.
import type { ObjectKind, Task, TaskPart, World } from '../../system/types.ts';
import { copyMap, partOf, stateOf } from '../../system/world.ts';

/** `i0` is the root directory of all tasks. */
export type InodeId = `i${number}`;

export interface Inode {
  readonly kind: 'dir' | 'link' | 'socket' | 'file';
  /** Permission bits, 0 to 0o777. */
  mode: number;
  readonly uid: number;
  readonly gid: number;
  /** A directory that has been removed, and can hold nothing (IS_DEADDIR). */
  removed?: boolean;
}

/** The file system. */
export interface Files {
  readonly inodes: Map<InodeId, Inode>;
  /** Directory entries; a name that is not there is absent. */
  readonly entry: Record<InodeId, Record<string, InodeId>>;
  /** Targets of symbolic links: absolute, as components. */
  readonly links: Record<InodeId, readonly string[]>;
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
  }),
  copy: ({ inodes, entry, links }) => ({
    inodes: copyMap(inodes, (inode) => ({ ...inode })),
    entry: Object.fromEntries(Object.entries(entry).map(([dir, names]) => [dir, { ...names }])),
    links: { ...links },
  }),
  queues: () => [],
  // An inode stays while it has a name, and one without is never found again.
  release() {},
};

/** Where a task stands (`struct fs_struct`). */
export interface Place {
  cwd: InodeId;
  umask: number;
}

/** A working directory and an umask. A task begins in the root directory, with umask 022. */
export const PLACE: TaskPart<Place> = {
  name: 'place',
  shared: 'CLONE_FS',
  initial: () => ({ cwd: ROOT, umask: 0o022 }),
  copy: (place) => ({ ...place }),
};

/** The working directory of a task. */
export function cwdOf(world: World, task: Task): InodeId {
  return partOf(world, task, PLACE).cwd;
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
