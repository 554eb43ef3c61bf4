// SPDX-License-Identifier: MIT
// Descriptor tables and open file descriptions (fs/file.c, Linux 6.12).
import { releaseSock } from './sock-release.ts';
import type { FileId, OpenFile, Task, World } from './world.ts';

/** The lowest free descriptor, or undefined at the limit: EMFILE (`alloc_fd`). */
export function lowestFree(task: Task): number | undefined {
  let fd = 0;
  while (task.fds[fd] !== undefined) fd += 1;
  return fd < task.nofile ? fd : undefined;
}

/** Opens a new open file description at `fd`. */
export function install(world: World, task: Task, fd: number, file: Omit<OpenFile, 'refs'>): void {
  const id: FileId = `f${world.next++}`;
  world.files.set(id, { ...file, refs: 1 });
  task.fds[fd] = id;
}

/** What `fd` refers to, O_PATH included (`fdget_raw`). */
export function fileAt(world: World, task: Task, fd: number): OpenFile | undefined {
  const id = task.fds[fd];
  return id === undefined ? undefined : world.files.get(id);
}

/** What `fd` refers to, O_PATH excluded (`fdget`). */
export function usableFile(world: World, task: Task, fd: number): OpenFile | undefined {
  const file = fileAt(world, task, fd);
  return file?.kind === 'path' ? undefined : file;
}

/** One more reference to the description that `fd`, which is open, refers to. */
export function reference(world: World, task: Task, fd: number): FileId {
  const id = task.fds[fd]!;
  world.files.get(id)!.refs += 1;
  return id;
}

/** Empties a slot of the table. Returns the description when that was its last reference, for `releaseFile`. */
export function forget(world: World, task: Task, fd: number): FileId | undefined {
  const id = task.fds[fd]!;
  task.fds[fd] = undefined;
  const file = world.files.get(id)!;
  file.refs -= 1;
  return file.refs === 0 ? id : undefined;
}

/** Ends a description that nothing refers to, and the socket behind it (`__fput`). */
export function releaseFile(world: World, id: FileId): void {
  const { sock } = world.files.get(id)!;
  world.files.delete(id);
  if (sock !== undefined) releaseSock(world, sock);
}

/** Drops a descriptor that is open; the last one releases what it refers to. */
export function drop(world: World, task: Task, fd: number): void {
  const last = forget(world, task, fd);
  if (last !== undefined) releaseFile(world, last);
}
