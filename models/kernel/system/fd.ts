// SPDX-License-Identifier: MIT
// Descriptor tables, which tasks may share, and open file descriptions (fs/file.c, Linux 6.12).
import type { FileId, Frame, ObjectKind, OpenFile, Reference, Task, TaskPart, World } from './types.ts';
import { partOf } from './world.ts';

/** A table of descriptors (`struct files_struct`). */
export interface Table {
  readonly fds: (FileId | undefined)[];
  /** Descriptors with FD_CLOEXEC. */
  readonly cloexec: Set<number>;
  /** Descriptors that a call has taken, and opens when it returns: nothing is open there (`get_unused_fd_flags`). */
  readonly reserved: Set<number>;
}

/** Each process's own, or shared: CLONE_FILES. */
export const TABLE: TaskPart<Table> = {
  name: 'table',
  shared: 'CLONE_FILES',
  initial: () => ({ fds: [], cloexec: new Set(), reserved: new Set() }),
  copy: ({ fds, cloexec, reserved }) => ({
    ...{ fds: [...fds], cloexec: new Set(cloexec), reserved: new Set(reserved) },
  }),
  copied(world, { fds, reserved }) {
    // The call that opens it is in the other table (`dup_fd`).
    reserved.clear();
    for (const file of fds) if (file !== undefined) world.files.get(file)!.refs += 1;
  },
  // A shared one is left to the others (`unshare_files`); `do_close_on_exec`.
  exec(world, table) {
    const own = TABLE.copy(table);
    TABLE.copied!(world, own);
    // None of these is the last reference: the old table has one too.
    for (const fd of own.cloexec) forget(world, own, fd);
    return own;
  },
  // `close_files`: the lowest first. What nothing refers to any more is only queued for its release.
  release(world, task, table) {
    for (const [fd, file] of table.fds.entries()) {
      const last = file === undefined ? undefined : forget(world, table, fd);
      if (last !== undefined) task.works.push(last);
    }
  },
};

/** The resource limits of a process, which its threads share. */
export interface Limits {
  /** RLIMIT_NOFILE. */
  nofile: number;
}

/** RLIMIT_NOFILE of a task that has not set it (INR_OPEN_CUR, include/uapi/linux/fs.h, 6.12). */
const NOFILE = 1024;

/** The limits of each process (`struct signal_struct`). */
export const LIMITS: TaskPart<Limits> = {
  name: 'limits',
  shared: 'CLONE_THREAD',
  initial: () => ({ nofile: NOFILE }),
  copy: (limits) => ({ ...limits }),
};

/** The descriptors of a task: what each number refers to. */
export function fdsOf(world: World, task: Task): (FileId | undefined)[] {
  return partOf(world, task, TABLE).fds;
}

/** The `count` lowest free descriptors, or undefined beyond the limit: EMFILE (`alloc_fd`). */
export function freeFds(world: World, task: Task, count: number): number[] | undefined {
  const { fds, reserved } = partOf(world, task, TABLE);
  const free: number[] = [];
  for (let fd = 0; free.length < count; fd += 1)
    if (fds[fd] === undefined && !reserved.has(fd)) free.push(fd);
  return free.every((fd) => fd < partOf(world, task, LIMITS).nofile) ? free : undefined;
}

/** The lowest free descriptor, or undefined beyond the limit. */
export function lowestFree(world: World, task: Task): number | undefined {
  return freeFds(world, task, 1)?.[0];
}

/** The descriptor that the task's call opens: the one that it has reserved, or the lowest that is free. */
export function fdToOpen(world: World, task: Task): number | undefined {
  return task.frame?.reserved ?? lowestFree(world, task);
}

/** A call falls asleep, and keeps the descriptor that it is to open from all who share its table. */
export function reserve(world: World, task: Task, frame: Frame, fd: number): void {
  partOf(world, task, TABLE).reserved.add(fd);
  frame.reserved = fd;
}

/** How a description is opened. */
export interface OpenMode {
  readonly opath?: boolean;
  readonly nonblock?: boolean;
}

/** Opens a new open file description of an object at `fd`. */
export function install<R>(
  world: World,
  task: Task,
  fd: number,
  object: Reference<R>,
  { opath = false, nonblock = false }: OpenMode = {},
): void {
  const id: FileId = `f${world.next++}`;
  world.files.set(id, { object, opath, nonblock, refs: 1 });
  fdsOf(world, task)[fd] = id;
}

/** What `fd` refers to, O_PATH included (`fdget_raw`): for a call, what it referred to when that began. */
export function fileAt(world: World, task: Task, fd: number): OpenFile | undefined {
  const files = task.frame?.files;
  const id = files === undefined ? fdsOf(world, task)[fd] : files.find(([number]) => number === fd)?.[1];
  return id === undefined ? undefined : world.files.get(id);
}

/**
 * A call falls asleep: it keeps what its descriptors refer to, whatever becomes of them in a table that others share.
 * One that starts again begins anew.
 */
export function keepFiles(world: World, task: Task, frame: Frame, descriptors: readonly string[]): void {
  if (frame.files !== undefined) return;
  frame.files = descriptors.flatMap((name) => {
    const fd = frame.args[name];
    const id = typeof fd === 'number' ? fdsOf(world, task)[fd] : undefined;
    if (id === undefined) return [];
    world.files.get(id)!.refs += 1;
    return [[fd as number, id] as const];
  });
}

/**
 * The call is over, or starts again: what only it had open is released (`fdput`), and a descriptor that it has taken and not opened
 * is free (`put_unused_fd`).
 */
export function letGo(world: World, task: Task, frame: Frame): void {
  const { files = [], reserved } = frame;
  delete frame.files;
  delete frame.reserved;
  for (const [, id] of files) {
    const file = world.files.get(id)!;
    file.refs -= 1;
    if (file.refs === 0) releaseFile(world, id);
  }
  if (reserved !== undefined) partOf(world, task, TABLE).reserved.delete(reserved);
}

/** What `fd` refers to, O_PATH excluded (`fdget`). */
export function usableFile(world: World, task: Task, fd: number): OpenFile | undefined {
  const file = fileAt(world, task, fd);
  return file?.opath === true ? undefined : file;
}

function refersTo<S, R>(reference: Reference<unknown>, kind: ObjectKind<S, R>): reference is Reference<R> {
  return reference.kind === kind;
}

/** What a description says of its object, where that is of this kind. */
export function objectOf<S, R>(file: OpenFile | undefined, kind: ObjectKind<S, R>): R | undefined {
  if (file === undefined || !refersTo(file.object, kind)) return undefined;
  return file.object.to;
}

/** One more reference to the description that `fd`, which is open, refers to. */
export function reference(world: World, task: Task, fd: number): FileId {
  const id = fdsOf(world, task)[fd]!;
  world.files.get(id)!.refs += 1;
  return id;
}

/** Empties a slot of the table. Returns the description when that was its last reference, for `releaseFile`. */
function forget(world: World, { fds, cloexec }: Table, fd: number): FileId | undefined {
  const id = fds[fd]!;
  fds[fd] = undefined;
  cloexec.delete(fd);
  const file = world.files.get(id)!;
  file.refs -= 1;
  return file.refs === 0 ? id : undefined;
}

/** Ends a description that nothing refers to (`__fput`). */
export function releaseFile(world: World, id: FileId): void {
  const { object } = world.files.get(id)!;
  for (const kind of world.system.kinds) kind.closed?.(world, id);
  world.files.delete(id);
  object.kind.release(world, object.to);
}

/** Drops a descriptor that is open; the last one releases what it refers to. */
export function drop(world: World, task: Task, fd: number): void {
  const last = forget(world, partOf(world, task, TABLE), fd);
  if (last !== undefined) releaseFile(world, last);
}
