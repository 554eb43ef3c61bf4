// SPDX-License-Identifier: MIT
// What runs sequences, as the lanes know it.
import type { Hello, Sequence, SequenceResult } from './protocol/types.ts';

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

/** A target that can be closed. */
export interface OpenTarget extends Target {
  readonly hello: Hello;
  /** What it is, for people: `Linux 6.12.118, unpatched`. */
  readonly name: string;
  /** How often a kernel has died or complained, or was left with a task that cannot be killed. */
  readonly crashes: number;
  /**
   * What kernels have complained of since the last call that belongs to no sequence: while they booted, between two
   * runs, or while they ended.
   */
  complaints(): Promise<readonly Crash[]>;
  /** Ends it in order; `complaints` then has the last ones. */
  close(): Promise<void>;
}

/** Whether the kernel or the shim ended. */
export function isCrash(result: SequenceResult | Crash): result is Crash {
  return 'crashed' in result;
}

/** Why it never ran; undefined when it did. */
export function whyNotRun(result: SequenceResult | Crash): string | undefined {
  return isCrash(result) && result.notRun === true ? result.crashed : undefined;
}
