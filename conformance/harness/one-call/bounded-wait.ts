// SPDX-License-Identifier: MIT
// A call that sleeps, and whose wait has a timeout.
import type { Numbers } from '../numbers.ts';
import { begin, CALLER, type Ending, enter, type Subject, type World } from './subject.ts';

export const TIMEOUT_MS = 200;
/** Past the timeout by so much, the task has been woken if it ever is. */
export const LATE_MS = 100;

/** What happens while the call sleeps, beside the time that passes: its timeout goes on from where it was. */
export interface Meanwhile<W extends World> {
  /** As it follows `timeout`: `over several wake-ups`. */
  readonly name: string;
  /** In place of what the ending has. */
  readonly before?: (world: W) => void;
  /** When the call has gone to sleep. */
  readonly asleep?: (world: W) => void;
  /** Again and again. */
  readonly again?: (world: W) => void;
  /** What the call returns in the end, where it is not what a timeout gives. */
  readonly expires?: number | string;
}

/** A call whose wait can be bounded. */
export interface BoundedWait<W extends World, E extends Ending<W>> {
  readonly subject: Subject<W, E>;
  /** `before` makes the call sleep, `asleep` lets it go on. */
  readonly ending: E;
  /** What it returns when its timeout has passed: `EAGAIN`. */
  readonly expires: number | string;
  /** Bounds the wait of the call that is about to be made. */
  limit(world: W, ms: number): void;
  /** None of them ends the wait before its time. */
  readonly meanwhile?: readonly Meanwhile<W>[];
  /** The rows of the table of errors: of a timeout that has passed, and of a signal. */
  readonly rows: { readonly expired: string; readonly interrupted: string };
}

/** A world in which the call will sleep, for so long at most. */
export function limited<W extends World, E extends Ending<W>>(
  { subject, ending, limit }: Pick<BoundedWait<W, E>, 'subject' | 'ending' | 'limit'>,
  ms: number,
  before: ((world: W) => void) | undefined = ending.before,
): W {
  const world = enter(begin(), subject, ending);
  before?.(world);
  limit(world, ms);
  return world;
}

/** Makes the call; the number of the operation. */
export function makeCall<W extends World, E extends Ending<W>>(
  { subject, ending }: Pick<BoundedWait<W, E>, 'subject' | 'ending'>,
  world: W,
  call: string,
  numbers: Numbers,
): number {
  return subject.call(world, call, numbers, ending, CALLER);
}
