// SPDX-License-Identifier: MIT
// Tasks: spawned, cloned, in another program, ending.
import { credOf } from './cred.ts';
import { releaseFile } from './fd.ts';
import { clonedParts, firstParts, leaveParts, replaceParts } from './parts.ts';
import { endThread, otherThreads } from './signal.ts';
import type { CloneFlag, Task, TaskId, World } from './types.ts';
import { taskOf } from './world.ts';

const IDLE = { life: 'alive', frame: undefined } as const;

/** A task in a process of its own, with nothing open. */
export function spawn(world: World, id: TaskId, uid: number, gid: number): void {
  const parts = firstParts(world);
  world.tasks.set(id, { ...IDLE, id, cred: credOf(uid, gid), group: id, parts, pending: [], works: [] });
}

/**
 * clone(2): the child has what the flags say together with its parent, and a copy of the rest. fork(2) has no flags.
 * @throws Error where the kernel answers EINVAL: a thread without CLONE_SIGHAND, CLONE_SIGHAND without CLONE_VM
 */
export function clone(world: World, parent: TaskId, id: TaskId, flags: readonly CloneFlag[] = []): void {
  const has = (flag: CloneFlag) => flags.includes(flag);
  if ((has('CLONE_THREAD') && !has('CLONE_SIGHAND')) || (has('CLONE_SIGHAND') && !has('CLONE_VM'))) {
    throw new Error(`clone(2) refuses ${flags.join(' | ')}`);
  }
  const from = taskOf(world, parent);
  const group = has('CLONE_THREAD') ? from.group : id;
  const parts = clonedParts(world, from, flags);
  world.tasks.set(id, { ...IDLE, id, cred: from.cred, group, parts, pending: [], works: [] });
}

/** execve(2), when nothing can fail any more: the other threads end, and the task has parts of its own (`begin_new_exec`). */
export function exec(world: World, task: Task): void {
  for (const other of otherThreads(world, task)) {
    // What ends it is not to end the group.
    other.group = other.id;
    endThread(world, other);
  }
  replaceParts(world, task);
  release(world, task);
}

/** Releases what was queued: the last one first (`task_work_run`). */
function release(world: World, task: Task): void {
  for (let next = task.works.pop(); next !== undefined; next = task.works.pop()) releaseFile(world, next);
}

/**
 * One step of the end. What the task leaves as the last one only queues the release of its descriptions; `exit_task_work`
 * releases the one that was queued last first (`fput`, fs/file_table.c; `task_work_run`, kernel/task_work.c, 6.12).
 */
export function exitStep(world: World, task: Task): void {
  if (task.parts.length > 0) leaveParts(world, task);
  const next = task.works.pop();
  if (next !== undefined) return releaseFile(world, next);
  task.life = 'dead';
  world.events.push({ kind: 'died', task: task.id });
}
