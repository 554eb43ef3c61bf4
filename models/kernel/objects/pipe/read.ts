// SPDX-License-Identifier: MIT
// read(2) of a pipe (`pipe_read`).
import { SLEPT } from '../../system/frame.ts';
import { wakeFirst } from '../../system/sleep.ts';
import type { Answer, ReadArgs, Task, World } from '../../system/types.ts';
import type { Pipe } from './pipe.ts';
import { cleaned, type Taken, take } from './ring.ts';

/** What there is, and no more than is wanted; of packets one. */
export function readPipe(world: World, task: Task, pipe: Pipe, args: ReadArgs): Answer {
  const { count, mayWait, nonblock = !mayWait } = args;
  if (count === 0) return { value: 0, out: '' };
  const hasSlept = task.frame?.at === SLEPT;
  // Woken for nothing, it never leaves its wait (`pipe_readable`).
  if (hasSlept && pipe.slots.length === 0 && pipe.writers > 0) return { waits: pipe.reading };
  const wasFull = pipe.slots.length >= pipe.most;
  const { bytes, slots, end } = takenBy(pipe, args);
  pipe.slots = slots;
  if (wasFull) wakeFirst(world, pipe.writing);
  const mustWait = end === undefined && bytes.length === 0 && pipe.writers > 0;
  if (mustWait && !nonblock) return { waits: pipe.reading };
  // Who was woken and leaves something wakes the next.
  if (hasSlept && slots.length > 0) wakeFirst(world, pipe.reading);
  if (end === 'fault') return 'EFAULT';
  return mustWait ? 'EAGAIN' : { value: bytes.length, out: bytes };
}

/** What is taken; `end`: why it is no more, whoever writes. */
interface TakenBy extends Taken<string> {
  readonly end?: 'fault' | 'packet';
}

/** A packet without bytes, which a writer has left whose buffer was not there, ends a read: also one that has read nothing. */
function takenBy(pipe: Pipe, { count, buffer }: ReadArgs): TakenBy {
  const at = pipe.slots.findIndex(({ kind, data }) => kind === 'packet' && data.length === 0);
  const before = at < 0 ? pipe.slots : pipe.slots.slice(0, at);
  const { bytes, slots, end } = buffer === 'unmapped' ? failing(before) : takeAll(before, count);
  if (at < 0) return { bytes, slots, ...(end === undefined ? {} : { end }) };
  const isReached = end === undefined && slots.length === 0 && bytes.length < count;
  if (isReached) return { bytes, slots: pipe.slots.slice(at + 1), end: 'packet' };
  return { bytes, slots: [...slots, ...pipe.slots.slice(at)], ...(end === undefined ? {} : { end }) };
}

function takeAll(before: Pipe['slots'], count: number): TakenBy {
  const taken = take(before, count, '');
  const isPacket = before.slice(0, before.length - taken.slots.length).some(({ kind }) => kind === 'packet');
  return isPacket ? { ...taken, end: 'packet' } : taken;
}

/** Into a buffer that is not there: the bytes stay, and empty slots before them go. */
function failing(before: Pipe['slots']): TakenBy {
  const left = cleaned(before);
  return { bytes: '', slots: left, ...(left.length === 0 ? {} : { end: 'fault' }) };
}
