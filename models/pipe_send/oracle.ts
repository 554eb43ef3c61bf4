// SPDX-License-Identifier: MIT
// The table of errors as a function of the arguments and of the pipe as it is at first. No code of the model's steps is used.
import type { Arg, End } from './names.ts';
import type { Slots } from './scenarios.ts';

/** The rows that the model checks for, in their order; and of a message, which only the lanes' oracle knows. */
export const TABLE = {
  E1: 'EFAULT',
  E2: 'EBADF',
  E2a: 'EFAULT',
  E2e: 'EFAULT',
  E2g: 'EFAULT',
  E3: 'EINVAL',
  E4: 'EBADF',
  E5: 'EINVAL',
  E6: 'EOPNOTSUPP',
  E8: 'EAGAIN',
  E9: 'EPIPE',
  E11: 'EFAULT',
  E12: 'EAGAIN',
  E13: 'EINTR',
} as const;
export type RowId = keyof typeof TABLE;

/** What the pipe is like when a call comes to it, with nobody else there. */
export interface Pipe {
  readonly slots: Slots;
  readonly ends: readonly End[];
  readonly ring: number;
  readonly page: number;
}

/** What a call comes to: a row of the table, OK, or a wait. */
export type ExpectedAnswer = RowId | 'OK' | 'waits';

/** How many of the bytes of a send there is a place for: behind the last ones, or in pages of their own. */
function places({ slots, ring, page }: Pipe, n: number): number {
  const free = (ring - slots.length) * page;
  const last = slots[slots.length - 1];
  const odd = n % page;
  const behind = last?.kind === 'merge' ? page - last.off - last.data.length : 0;
  return free + (behind >= odd ? odd : 0);
}

function onPipe(pipe: Pipe, { op, buf, n, flags }: Arg): ExpectedAnswer {
  const sends = op === 'send';
  // Hollow slots are passed; what comes then may be a packet of no bytes.
  const front = pipe.slots.find(({ data, kind }) => data.length > 0 || kind === 'packet')?.data.length;
  const has = sends ? Math.min(n, places(pipe, n)) : (front ?? 0);
  const otherEnd: End = sends ? 'read' : 'write';
  const isAlone = !pipe.ends.includes(otherEnd);
  if (sends && isAlone) return 'E9';
  if (has > 0 && buf === 'unmapped') return 'E11';
  if (sends ? has === n : front !== undefined || isAlone) return 'OK';
  if (!flags.includes('DONTWAIT')) return 'waits';
  return has > 0 ? 'OK' : 'E12';
}

/** The first row that applies. */
export function expectedAnswer(pipe: Pipe, arg: Arg): ExpectedAnswer {
  const { fd, buf, n, flags, addr } = arg;
  if (buf === 'outside') return 'E1';
  if (fd === 'bad' || fd === 'path') return 'E2';
  if (flags.includes('UNKNOWN') || addr === 'given') return 'E3';
  if (fd === 'wrong') return 'E4';
  if (fd === 'epoll') return 'E5';
  if (fd === 'tty' && flags.includes('DONTWAIT')) return 'E6';
  return n === 0 || fd !== 'pipe' ? 'OK' : onPipe(pipe, arg);
}
