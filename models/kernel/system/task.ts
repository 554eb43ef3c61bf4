// SPDX-License-Identifier: MIT
// Tasks: spawned, forked, ending.
import { forget, releaseFile } from './fd.ts';
import { ROOT, type Task, type TaskId, taskOf, type World } from './world.ts';

/** RLIMIT_NOFILE of a task that has not set it (INR_OPEN_CUR, include/uapi/linux/fs.h, 6.12). */
const NOFILE = 1024;

/** A task with an empty table, in the root directory, with umask 022. */
export function spawn(world: World, id: TaskId, uid: number, gid: number): void {
  world.tasks.set(id, {
    id,
    uid,
    gid,
    umask: 0o022,
    cwd: ROOT,
    nofile: NOFILE,
    fds: [],
    pending: 'none',
    life: 'alive',
    works: [],
    frame: undefined,
  });
}

/** fork(2): the child shares the open file descriptions of its parent, in a table of its own. */
export function fork(world: World, parent: TaskId, id: TaskId): void {
  const from = taskOf(world, parent);
  const fds = [...from.fds];
  for (const file of fds) if (file !== undefined) world.files.get(file)!.refs += 1;
  world.tasks.set(id, { ...from, id, fds, pending: 'none', works: [], frame: undefined });
}

/**
 * One step of the end. `exit_files` closes every descriptor, the lowest first, which only queues the release of what
 * nothing refers to any more; `exit_task_work` releases the one that was queued last first (`fput`, fs/file_table.c;
 * `task_work_run`, kernel/task_work.c, 6.12).
 */
export function exitStep(world: World, task: Task): void {
  for (const [fd, file] of task.fds.entries()) {
    if (file === undefined) continue;
    const last = forget(world, task, fd);
    if (last !== undefined) task.works.push(last);
  }
  const next = task.works.pop();
  if (next !== undefined) return releaseFile(world, next);
  task.life = 'dead';
  world.events.push({ kind: 'died', task: task.id });
}
