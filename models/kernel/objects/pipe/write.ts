// SPDX-License-Identifier: MIT
// write(2) to a pipe (`pipe_write`).
import { SLEPT } from '../../system/frame.ts';
import type { Kind } from '../../system/held.ts';
import { keep, localsOf } from '../../system/locals.ts';
import { raise } from '../../system/signal.ts';
import { wakeFirst } from '../../system/sleep.ts';
import type { Answer, Task, World, WriteArgs } from '../../system/types.ts';
import { PAGE, type Pipe } from './pipe.ts';
import { leavesSlot } from './releases.ts';
import { mergeable, put, type Ring, roomFor } from './ring.ts';

/** How many bytes a call has written before it slept. */
const WRITTEN: Kind<number> = { name: 'written', copy: (written) => written };

/** The arguments, and whether the description is in packet mode. */
export interface PipeWrite extends WriteArgs {
  readonly packets: boolean;
}

/** Puts what there is room for, and waits for more of it, or returns how much it was. */
export function writePipe(world: World, task: Task, pipe: Pipe, args: PipeWrite): Answer {
  const { data, mayWait, nonblock = !mayWait, packets, buffer, quiet = false } = args;
  if (data.length === 0) return 0;
  const ring: Ring = { slots: pipe.most, page: PAGE, packets };
  const hasSlept = task.frame?.at === SLEPT;
  const written = hasSlept ? (localsOf(task.frame, WRITTEN) ?? 0) : 0;
  if (pipe.readers === 0) {
    if (!quiet) raise(world, task, 'SIGPIPE');
    return written > 0 ? written : 'EPIPE';
  }
  const waits = (now: number): Answer => {
    if (task.frame !== undefined) keep(task.frame, WRITTEN, now);
    return { waits: pipe.writing, ...(now > 0 && { done: { value: now } }) };
  };
  // Woken for nothing, it never leaves its wait (`pipe_writable`); a signal does end that.
  if (hasSlept && pipe.slots.length >= pipe.most && task.pending.length === 0) return waits(written);
  const wasEmpty = pipe.slots.length === 0;
  const merged = hasSlept ? 0 : mergeable(ring, pipe.slots, data.length);
  const now = Math.min(data.length, written + roomFor(ring, pipe.slots, merged));
  const fault = buffer === 'unmapped' && now > written;
  if (!fault) pipe.slots = put(ring, pipe.slots, data.slice(written, now), merged);
  else if (merged === 0 && leavesSlot(world))
    pipe.slots = [...pipe.slots, { off: 0, data: '', kind: packets ? 'packet' : 'merge' }];
  if (wasEmpty) wakeFirst(world, pipe.reading);
  const isFull = pipe.slots.length >= pipe.most;
  if (fault || now === data.length || nonblock) {
    if (hasSlept && !isFull) wakeFirst(world, pipe.writing);
    if (fault) return 'EFAULT';
    return now > 0 ? now : 'EAGAIN';
  }
  return waits(now);
}
