// SPDX-License-Identifier: MIT
// What a pipe is.
import type { WaitQueue } from '../../system/types.ts';
import type { Slot } from './ring.ts';

/** `struct pipe_inode_info`. */
export interface Pipe {
  /** `max_usage`. */
  most: number;
  slots: readonly Slot<string>[];
  /** Descriptions that it can be read by, and written by. */
  readers: number;
  writers: number;
  /** Descriptions of it: with the last one it goes, and what is in it. */
  files: number;
  /** Exclusive waiters on `rd_wait` and `wr_wait`. */
  readonly reading: WaitQueue;
  readonly writing: WaitQueue;
}

/** PAGE_SIZE and PIPE_BUF, and PIPE_DEF_BUFFERS. */
export const PAGE = 4096;
export const DEFAULT_SLOTS = 16;

/** A pipe that nobody has open yet. */
export const emptyPipe = (): Pipe => ({
  ...{ most: DEFAULT_SLOTS, slots: [], readers: 0, writers: 0, files: 0, reading: [], writing: [] },
});
