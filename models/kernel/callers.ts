// SPDX-License-Identifier: MIT
// Callers, as every model that has them keeps them: where each is in its call, and how that ends.
import type { Pending } from './signal.ts';

/**
 * What is seen of one caller. Some places of `pc` are the same everywhere: `enter` in front of a call, `asleep`, `done` after
 * the last call, and `dead`. All others are the model's own.
 */
export interface CallerSeen {
  readonly pc: string;
  /** The call that it is in, or about to make; `none` after the last. */
  readonly call: string;
  readonly sig: Pending;
  /** What its program came to; `none` before its end. */
  readonly ret: string;
}

/** The callers of a state. */
export interface CallersSeen<P extends string> {
  readonly task: Readonly<Record<P, CallerSeen>>;
}

/** Whether a caller sleeps for the others, and is about to see a signal. */
export function isRefusedSleep<P extends string>({ task }: CallersSeen<P>, p: P): boolean {
  return task[p].pc === 'asleep' && task[p].sig !== 'none';
}
