// SPDX-License-Identifier: MIT
// What a pipe is.
import type { WaitQueue } from '../../system/types.ts';
import type { Slot } from './ring.ts';

/** `struct pipe_inode_info`. */
export interface Pipe {
  /** `max_usage`. */
  readonly most: number;
  slots: readonly Slot<string>[];
  /** Descriptions that it can be read by, and written by. */
  readers: number;
  writers: number;
  /** Exclusive waiters on `rd_wait` and `wr_wait`. */
  readonly reading: WaitQueue;
  readonly writing: WaitQueue;
}

/** PAGE_SIZE and PIPE_BUF, and PIPE_DEF_BUFFERS. */
export const PAGE = 4096;
export const DEFAULT_SLOTS = 16;
