// SPDX-License-Identifier: MIT
// read(2) of a pipe (`pipe_read`).
import { SLEPT } from '../../system/frame.ts';
import { wakeFirst } from '../../system/sleep.ts';
import type { Answer, ReadArgs, Task, World } from '../../system/types.ts';
import type { Pipe } from './pipe.ts';
import { take } from './ring.ts';

/** What there is, and no more than is wanted; of packets one. */
export function readPipe(world: World, task: Task, pipe: Pipe, { count, mayWait }: ReadArgs): Answer {
  if (count === 0) return { value: 0, out: '' };
  const wasFull = pipe.slots.length >= pipe.most;
  const { bytes, slots } = take(pipe.slots, count, '');
  pipe.slots = slots;
  if (wasFull) wakeFirst(world, pipe.writing);
  if (bytes.length === 0 && pipe.writers > 0) return mayWait ? { waits: pipe.reading } : 'EAGAIN';
  // Who was woken and leaves something wakes the next.
  if (task.frame?.at === SLEPT && slots.length > 0) wakeFirst(world, pipe.reading);
  return { value: bytes.length, out: bytes };
}
