// SPDX-License-Identifier: MIT
// Calls on descriptors of all kinds: close, dup, dup2, read, write, O_NONBLOCK, RLIMIT_NOFILE (fs/file.c, fs/read_write.c, Linux 6.12).
import { DESCRIPTOR, FLAG, NUMBER, TEXT } from './args.ts';
import { callOf, opened } from './calls.ts';
import { drop, fdsOf, fileAt, LIMITS, lowestFree, reference, TABLE, usableFile } from './fd.ts';
import type { Answer, OpenFile, Rules, Task, World } from './types.ts';
import { partOf } from './world.ts';

function close(world: World, task: Task, fd: number): Answer {
  if (fileAt(world, task, fd) === undefined) return 'EBADF';
  drop(world, task, fd);
  return 0;
}

function dup(world: World, task: Task, fd: number): Answer {
  if (fileAt(world, task, fd) === undefined) return 'EBADF';
  const free = lowestFree(world, task);
  if (free === undefined) return 'EMFILE';
  fdsOf(world, task)[free] = reference(world, task, fd);
  return opened(free);
}

function dup2(world: World, task: Task, fd: number, to: number): Answer {
  const isOpen = fileAt(world, task, fd) !== undefined;
  if (fd === to) return isOpen ? opened(fd) : 'EBADF';
  if (to < 0 || to >= partOf(world, task, LIMITS).nofile || !isOpen) return 'EBADF';
  // Not closed, and not open: its call would open it over this one.
  if (partOf(world, task, TABLE).reserved.has(to)) return 'EBUSY';
  // Taken before the old one is dropped (`do_dup2`): the two may be the same description.
  const id = reference(world, task, fd);
  if (fdsOf(world, task)[to] !== undefined) drop(world, task, to);
  fdsOf(world, task)[to] = id;
  return opened(to);
}

/** fcntl(F_SETFL): O_NONBLOCK belongs to the open file description. */
function setNonblock(world: World, task: Task, fd: number, nonblock: boolean): Answer {
  const file = usableFile(world, task, fd);
  if (file === undefined) return 'EBADF';
  file.nonblock = nonblock;
  file.object.kind.setFlags?.(world, file.object.to);
  return 0;
}

/** A call that has slept may wait, whatever has become of O_NONBLOCK since, where it asks for it once. */
const mayWait = ({ nonblock }: OpenFile, slept: boolean): boolean => !nonblock || slept;

function read(world: World, task: Task, fd: number, count: number, slept: boolean): Answer {
  const file = usableFile(world, task, fd);
  if (file === undefined) return 'EBADF';
  const { kind, to } = file.object;
  return kind.read!(world, task, to, { count, mayWait: mayWait(file, slept), nonblock: file.nonblock });
}

function write(world: World, task: Task, fd: number, data: string, slept: boolean): Answer {
  const file = usableFile(world, task, fd);
  if (file === undefined) return 'EBADF';
  const { kind, to } = file.object;
  return kind.write!(world, task, to, { data, mayWait: mayWait(file, slept), nonblock: file.nonblock });
}

/** Whether something is said of the call on what the descriptor is of; of one that is not open, it is. */
const covers =
  (call: 'read' | 'write') =>
  (world: World, task: Task, { fd }: { readonly fd: number }): boolean => {
    const file = usableFile(world, task, fd);
    return file === undefined || file.object.kind[call] !== undefined;
  };

/** The rules of these calls. */
export const DESCRIPTOR_CALLS: Rules = {
  close: callOf({ fd: DESCRIPTOR }, (w, t, { fd }) => close(w, t, fd)),
  dup: callOf({ fd: DESCRIPTOR }, (w, t, { fd }) => dup(w, t, fd)),
  dup2: callOf({ fd: DESCRIPTOR, to: DESCRIPTOR }, (w, t, { fd, to }) => dup2(w, t, fd, to)),
  nonblock: callOf({ fd: DESCRIPTOR, on: FLAG }, (w, t, { fd, on }) => setNonblock(w, t, fd, on)),
  nofile: callOf({ limit: NUMBER }, (w, t, { limit }) => {
    partOf(w, t, LIMITS).nofile = limit;
    return 0;
  }),
  read: callOf(
    { fd: DESCRIPTOR, count: NUMBER },
    (w, t, { fd, count }, slept) => read(w, t, fd, count, slept),
    covers('read'),
  ),
  write: callOf(
    { fd: DESCRIPTOR, data: TEXT },
    (w, t, { fd, data }, slept) => write(w, t, fd, data, slept),
    covers('write'),
  ),
};
