// SPDX-License-Identifier: MIT
// What runs sequences, as the lanes know it.
import type { Sequence, SequenceResult } from './protocol/types.ts';

/** A sequence during which the kernel or the shim ended: what it printed, in a line. */
export interface Crash {
  readonly crashed: string;
  /** Where the console's log is. */
  readonly log?: string;
  /** It never ran: there is no kernel any more to run it on. `crashed` says why. */
  readonly notRun?: true;
}

/** Something that runs sequences, and goes on after a crash. */
export interface Target {
  /** Whether the order in which calls return is that of the kernel; see `sameOutcome`. */
  readonly ordered: boolean;
  run(sequences: readonly Sequence[]): Promise<readonly (SequenceResult | Crash)[]>;
}

/** Whether the kernel or the shim ended. */
export function isCrash(result: SequenceResult | Crash): result is Crash {
  return 'crashed' in result;
}

/** Why it never ran; undefined when it did. */
export function whyNotRun(result: SequenceResult | Crash): string | undefined {
  return isCrash(result) && result.notRun === true ? result.crashed : undefined;
}
