// SPDX-License-Identifier: MIT
// flock(2) as the oracle has it: the lock of an inode belongs to an open file description (fs/locks.c, Linux 6.12).
import { type InodeId, PATHS } from '../kernel/objects/path/index.ts';
import {
  type Answer,
  callOf,
  copyMap,
  DESCRIPTOR,
  fdsOf,
  type ObjectKind,
  type ObjectPlugin,
  objectOf,
  oneOf,
  stateOf,
  type Task,
  usableFile,
  type WaitQueue,
  type World,
  wakeAll,
} from '../kernel/system/index.ts';

interface Lock {
  /** An open file description. */
  readonly holder: string;
  readonly waiters: WaitQueue;
}

/** The locks that are held; no descriptor is of one. */
const LOCKS: ObjectKind<Map<InodeId, Lock>, never> = {
  name: 'lock',
  initial: () => new Map(),
  copy: (locks) => copyMap(locks, ({ holder, waiters }) => ({ holder, waiters: [...waiters] })),
  *queues(locks) {
    for (const { waiters } of locks.values()) yield waiters;
  },
  release() {},
  closed: giveBack,
};

/** Gives back what the description has. All who sleep try again, in any order: A1. */
function giveBack(world: World, description: string): void {
  const locks = stateOf(world, LOCKS);
  for (const [inode, { holder, waiters }] of [...locks]) {
    if (holder !== description) continue;
    locks.delete(inode);
    wakeAll(world, waiters);
  }
}

function flock(world: World, task: Task, fd: number, how: 'ex' | 'ex-nb' | 'un'): Answer {
  const file = usableFile(world, task, fd);
  if (file === undefined) return { value: 'EBADF', row: 'E1' };
  const [description, inode] = [fdsOf(world, task)[fd]!, objectOf(file, PATHS)!];
  if (how === 'un') {
    giveBack(world, description);
    return 0;
  }
  const locks = stateOf(world, LOCKS);
  const lock = locks.get(inode);
  if (lock === undefined) locks.set(inode, { holder: description, waiters: [] });
  else if (lock.holder !== description)
    return how === 'ex' ? { waits: lock.waiters } : { value: 'EAGAIN', row: 'E2' };
  return 0;
}

/** Locks, and flock(2). */
export const LOCK: ObjectPlugin = {
  kind: LOCKS,
  calls: {
    flock: callOf({ fd: DESCRIPTOR, how: oneOf('ex', 'ex-nb', 'un') }, (w, t, { fd, how }) =>
      flock(w, t, fd, how),
    ),
  },
};
