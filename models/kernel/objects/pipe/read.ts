// SPDX-License-Identifier: MIT
// read(2) of a pipe (`pipe_read`).
import { SLEPT } from '../../system/frame.ts';
import { wakeFirst } from '../../system/sleep.ts';
import type { Answer, ReadArgs, Task, World } from '../../system/types.ts';
import type { Pipe } from './pipe.ts';
import { wakesForNothing } from './releases.ts';
import { cleaned, findsBytes, type Taken, take } from './ring.ts';

/** What there is, and no more than is wanted; of packets one. */
export function readPipe(world: World, task: Task, pipe: Pipe, args: ReadArgs): Answer {
  const { count, mayWait, nonblock = !mayWait } = args;
  if (count === 0) return { value: 0, out: '' };
  const hasSlept = task.frame?.at === SLEPT;
  // Woken for nothing, it never leaves its wait (`pipe_readable`).
  if (hasSlept && pipe.slots.length === 0 && pipe.writers > 0) return { waits: pipe.reading };
  const wasFull = pipe.slots.length >= pipe.most;
  const { bytes, slots, end } = takenBy(pipe, args);
  const isRoom = slots.length < pipe.slots.length;
  pipe.slots = slots;
  if (wasFull && (isRoom || wakesForNothing(world))) wakeFirst(world, pipe.writing);
  const mustWait = end === undefined && bytes.length === 0 && pipe.writers > 0;
  if (mustWait && !nonblock) return { waits: pipe.reading };
  // Who was woken and leaves something wakes the next.
  if (hasSlept && slots.length > 0) wakeFirst(world, pipe.reading);
  if (end === 'fault') return 'EFAULT';
  return mustWait ? 'EAGAIN' : { value: bytes.length, out: bytes };
}

/** What is taken; `end`: why it is no more, whoever writes. */
interface TakenBy extends Pick<Taken<string>, 'bytes' | 'slots'> {
  readonly end?: 'fault' | 'packet';
}

/** Into a buffer that is not there: the bytes stay, and empty slots before them go. A packet without bytes needs no buffer. */
function takenBy({ slots }: Pipe, { count, buffer }: ReadArgs): TakenBy {
  if (buffer === 'unmapped' && findsBytes(slots)) return { bytes: '', slots: cleaned(slots), end: 'fault' };
  const { isPacket, ...taken } = take(slots, count, '');
  return isPacket ? { ...taken, end: 'packet' } : taken;
}
