// SPDX-License-Identifier: MIT
// The calls that make pipes, open them again, resize them, and move bytes between them (fs/pipe.c, fs/splice.c, Linux 6.12).
import { DESCRIPTOR, FLAG, NUMBER, oneOf, TEXT } from '../../system/args.ts';
import { callOf, opened } from '../../system/calls.ts';
import { freeFds, install, lowestFree, TABLE, usableFile } from '../../system/fd.ts';
import { raise } from '../../system/signal.ts';
import { wakeFirst } from '../../system/sleep.ts';
import type { Answer, Rules, Task, World } from '../../system/types.ts';
import { partOf, stateOf } from '../../system/world.ts';
import { filesOf, inodeOf, ROOT } from '../path/kind.ts';
import { MAY_READ, MAY_WRITE, may } from '../path/perm.ts';
import { lookUp } from '../path/walk.ts';
import { type EndId, endIn, type Mode, mayRead, mayWrite, PIPES, type PipeId, pipeOf } from './kind.ts';
import { emptyPipe, PAGE } from './pipe.ts';
import type { Slot } from './ring.ts';

/** The flags of pipe2(2). */
interface Flags {
  readonly nonblock: boolean;
  readonly cloexec: boolean;
  /** O_DIRECT. */
  readonly packets: boolean;
}

/** What of Linux has been mended. */
export interface Mended {
  /** FIFOs and pipes that are opened again have FMODE_NOWAIT, and no splice takes it away. */
  readonly nowait: boolean;
}

/** Where /proc is, for what is opened again. */
export const PROC = 'proc';

function newPipe(world: World): PipeId {
  const pipe: PipeId = `q${world.next++}`;
  stateOf(world, PIPES).pipes.set(pipe, emptyPipe());
  return pipe;
}

/** How an end is opened. */
interface Opening {
  readonly mode: Mode;
  readonly nonblock: boolean;
  readonly nowait: boolean;
  readonly packets?: boolean;
}

function openEnd(world: World, task: Task, fd: number, id: PipeId, how: Opening): void {
  const { mode, nonblock, nowait, packets = false } = how;
  const pipe = pipeOf(world, id);
  pipe.files += 1;
  if (mayRead({ mode })) pipe.readers += 1;
  if (mayWrite({ mode })) pipe.writers += 1;
  const end: EndId = `e${world.next++}`;
  stateOf(world, PIPES).ends.set(end, { pipe: id, mode, packets, nowait });
  install(world, task, fd, { kind: PIPES, to: end }, { nonblock });
}

function pipe2(world: World, task: Task, { nonblock, cloexec, packets }: Flags): Answer {
  const fds = freeFds(world, task, 2);
  if (fds === undefined) return 'EMFILE';
  const pipe = newPipe(world);
  for (const [i, mode] of (['read', 'write'] as const).entries()) {
    openEnd(world, task, fds[i]!, pipe, { mode, nonblock, nowait: true, packets });
    if (cloexec) partOf(world, task, TABLE).cloexec.add(fds[i]!);
  }
  return { value: 0, out: fds.join(' '), made: fds };
}

const MODES = oneOf('read', 'write', 'both');
const RIGHTS = { read: MAY_READ, write: MAY_WRITE, both: MAY_READ | MAY_WRITE } as const;

/** A FIFO's pipe, while somebody has it open. */
function pipeAt(world: World, path: string, task: Task) {
  const found = lookUp(world, task, path);
  return typeof found === 'object' ? undefined : stateOf(world, PIPES).fifos.get(found);
}

/** open(2) of a FIFO, where it need not wait for somebody at the other end. */
function openFifo(world: World, task: Task, path: string, how: Opening): Answer {
  const fd = lowestFree(world, task);
  if (fd === undefined) return 'EMFILE';
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return found.errno;
  const inode = inodeOf(world, found);
  if (inode.kind === 'dir') return 'EISDIR';
  if (!may(task, inode, RIGHTS[how.mode])) return 'EACCES';
  const { fifos } = stateOf(world, PIPES);
  const known = fifos.get(found);
  const readers = known === undefined ? 0 : pipeOf(world, known).readers;
  if (how.mode === 'write' && how.nonblock && readers === 0) return 'ENXIO';
  const pipe = known ?? newPipe(world);
  fifos.set(found, pipe);
  openEnd(world, task, fd, pipe, how);
  return opened(fd);
}

function coversFifo(world: World, task: Task, path: string, { mode, nonblock }: Opening): boolean {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return true;
  const { kind } = inodeOf(world, found);
  if (kind === 'dir') return mode !== 'read';
  if (kind !== 'fifo') return false;
  if (mode === 'both' || nonblock) return true;
  const id = pipeAt(world, path, task);
  const pipe = id === undefined ? undefined : pipeOf(world, id);
  return pipe !== undefined && (mode === 'read' ? pipe.writers : pipe.readers) > 0;
}

/** mount(2) of a /proc, at a directory that is there for it. */
function mountProc(world: World): Answer {
  stateOf(world, PIPES).proc = true;
  return 0;
}

function coversProc(world: World, task: Task): boolean {
  const { proc } = stateOf(world, PIPES);
  const at = filesOf(world).entry[ROOT]![PROC];
  return !proc && at !== undefined && inodeOf(world, at).kind === 'dir' && isRoot(task);
}

/** One who may do all. */
const isRoot = ({ cred }: Task): boolean => cred.uid === 0 && cred.caps.includes('others');

/** open(2) of /proc/self/fd/N: a description of its own of the same pipe, which never waits for the other end. */
function reopen(world: World, task: Task, fd: number, how: Opening): Answer {
  const free = lowestFree(world, task);
  if (free === undefined) return 'EMFILE';
  const end = endIn(world, usableFile(world, task, fd));
  if (end === undefined) return 'ENOENT';
  openEnd(world, task, free, end.pipe, how);
  return opened(free);
}

/** What is said of a FIFO that is opened again is what is said of one that is opened. */
function coversReopen(world: World, task: Task, fd: number): boolean {
  if (!stateOf(world, PIPES).proc || !isRoot(task)) return false;
  const file = usableFile(world, task, fd);
  if (file === undefined) return fd < 0 || lowestFree(world, task) === undefined || !isOpen(world, task, fd);
  const end = endIn(world, file);
  return end !== undefined && ![...stateOf(world, PIPES).fifos.values()].includes(end.pipe);
}

const isOpen = (world: World, task: Task, fd: number): boolean =>
  partOf(world, task, TABLE).fds[fd] !== undefined;

/** The largest size that can be asked for (`round_pipe_size`). */
const LARGEST = 2 ** 31;

/** fcntl(F_SETPIPE_SZ); bytes. */
function resize(world: World, task: Task, fd: number, size: number): Answer {
  const end = endIn(world, usableFile(world, task, fd));
  if (end === undefined) return 'EBADF';
  if (size > LARGEST) return 'EINVAL';
  const pipe = pipeOf(world, end.pipe);
  const slots = 2 ** Math.ceil(Math.log2(Math.max(size, PAGE) / PAGE));
  if (slots < pipe.slots.length) return 'EBUSY';
  pipe.most = slots;
  wakeFirst(world, pipe.writing);
  return slots * PAGE;
}

/** fcntl(F_GETPIPE_SZ). */
function sizeOf(world: World, task: Task, fd: number): Answer {
  const end = endIn(world, usableFile(world, task, fd));
  return end === undefined ? 'EBADF' : pipeOf(world, end.pipe).most * PAGE;
}

/** A slot of which `count` bytes go elsewhere, or all. What is a part of a page has no place for more behind it. */
function parted(
  slot: Slot<string>,
  count: number,
): readonly [goes: Slot<string>, stays: Slot<string> | undefined] {
  if (count >= slot.data.length) return [slot, undefined];
  const kind = slot.kind === 'merge' ? 'plain' : slot.kind;
  return [
    { ...slot, data: slot.data.slice(0, count), kind },
    { ...slot, off: slot.off + count, data: slot.data.slice(count) },
  ];
}

/** splice(SPLICE_F_NONBLOCK) from one pipe to another (`splice_pipe_to_pipe`). */
function splice(world: World, task: Task, fd: number, to: number, count: number, mended: Mended): Answer {
  if (count === 0) return 0;
  const [from, into] = [usableFile(world, task, fd), usableFile(world, task, to)];
  if (from === undefined || into === undefined) return 'EBADF';
  const [input, output] = [endIn(world, from), endIn(world, into)];
  if (!mended.nowait) for (const end of [input, output]) if (end !== undefined) end.nowait = false;
  if (input === undefined || output === undefined) return 'EINVAL';
  if (!mayRead(input) || !mayWrite(output)) return 'EBADF';
  if (input.pipe === output.pipe) return 'EINVAL';
  return moved(world, task, [input.pipe, output.pipe], count);
}

function moved(world: World, task: Task, [from, to]: readonly [PipeId, PipeId], count: number): Answer {
  const [input, output] = [pipeOf(world, from), pipeOf(world, to)];
  if (input.slots.length === 0 && input.writers > 0) return 'EAGAIN';
  if (output.readers === 0) {
    raise(world, task, 'SIGPIPE');
    return 'EPIPE';
  }
  if (output.slots.length >= output.most) return 'EAGAIN';
  let total = 0;
  let emptied = false;
  while (total < count && input.slots.length > 0 && output.slots.length < output.most) {
    const [first, ...rest] = input.slots;
    const [goes, stays] = parted(first!, count - total);
    emptied ||= stays === undefined;
    input.slots = stays === undefined ? rest : [stays, ...rest];
    output.slots = [...output.slots, goes];
    total += goes.data.length;
  }
  if (total > 0) wakeFirst(world, output.reading);
  if (emptied) wakeFirst(world, input.writing);
  // Slots of no bytes go over, and the loop goes on; it ends with 0 only where nobody is left who could write.
  if (total === 0 && (input.slots.length > 0 || input.writers > 0)) return 'EAGAIN';
  return total;
}

/** Their rules, on a kernel of which that much is mended. */
export const pipeCalls = (mended: Mended): Rules => ({
  pipe2: callOf({ nonblock: FLAG, cloexec: FLAG, packets: FLAG }, (w, t, flags) => pipe2(w, t, flags)),
  openfifo: callOf(
    { path: TEXT, mode: MODES, nonblock: FLAG },
    (w, t, { path, ...how }) => openFifo(w, t, path, { ...how, ...mended }),
    (w, t, { path, ...how }) => coversFifo(w, t, path, { ...how, ...mended }),
  ),
  mountproc: callOf({}, mountProc, coversProc),
  reopen: callOf(
    { fd: DESCRIPTOR, mode: MODES, nonblock: FLAG },
    (w, t, { fd, ...how }) => reopen(w, t, fd, { ...how, ...mended }),
    (w, t, { fd }) => coversReopen(w, t, fd),
  ),
  resize: callOf({ fd: DESCRIPTOR, size: NUMBER }, (w, t, { fd, size }) => resize(w, t, fd, size)),
  pipesize: callOf({ fd: DESCRIPTOR }, (w, t, { fd }) => sizeOf(w, t, fd)),
  splice: callOf(
    { fd: DESCRIPTOR, to: DESCRIPTOR, count: NUMBER },
    (w, t, { fd, to, count }) => splice(w, t, fd, to, count, mended),
    (w, t, { fd, to }) =>
      [fd, to].every((one) => {
        const file = usableFile(w, t, one);
        return file === undefined || endIn(w, file) !== undefined;
      }),
  ),
});
