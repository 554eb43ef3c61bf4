// SPDX-License-Identifier: MIT
// The words of the document's State section.
import type { Errno } from './errno.ts';

/** Those who send and receive. */
export const CALLERS = ['c1', 'c2', 'c3', 'c4'] as const;
export type Caller = (typeof CALLERS)[number];

export const OPS = ['send', 'recv'] as const;
export const FDS = ['pipe', 'bad', 'path', 'wrong', 'epoll', 'tty', 'null'] as const;
export const BUFS = ['ok', 'slow', 'outside', 'unmapped'] as const;
export const FLAGS = ['DONTWAIT', 'NOSIGNAL', 'UNKNOWN'] as const;
export const ADDRS = ['none', 'given'] as const;
export type Flag = (typeof FLAGS)[number];

/** Bytes of a page, and PIPE_BUF. */
export const PAGE = 2;

/** Most bytes of a call. */
export const MOST = 3;

/** What a caller is given. */
export interface Arg {
  readonly op: (typeof OPS)[number];
  readonly fd: (typeof FDS)[number];
  readonly buf: (typeof BUFS)[number];
  readonly n: number;
  readonly flags: readonly Flag[];
  readonly addr: (typeof ADDRS)[number];
}

/** The system calls; each stands for its counterpart in a caller that receives. */
export const CALLS = ['fcntl', 'openat', 'write', 'pwritev2', 'send'] as const;
export type Call = (typeof CALLS)[number];

/** Where a caller stands. */
export const PCS = ['enter', 'lock', 'blocked', 'copy', 'fault', 'mapped', 'asleep', 'done', 'dead'] as const;

/** The two ends of the pipe. */
export const ENDS = ['read', 'write'] as const;
export type End = (typeof ENDS)[number];

const LETTERS: Readonly<Record<Caller, string>> = { c1: 'a', c2: 'b', c3: 'd', c4: 'e' };

/** The bytes that a caller sends, of which its arguments say how many. */
export const dataOf = (p: Caller): readonly string[] =>
  Array.from({ length: MOST }, (_, i) => `${LETTERS[p]}${i + 1}`);

/** What is in the pipe at first. */
export const OLD = ['o1', 'o2'] as const;

/** What a splice brings. */
export const SPLICED = 'x';

/** How a call has ended. */
export type Result = Errno | 'OK';
