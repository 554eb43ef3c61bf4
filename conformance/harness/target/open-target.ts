// SPDX-License-Identifier: MIT
// What whoever opens a target gets, and may ask of it.
import type { Hello } from '../protocol/types.ts';
import type { Crash, Target } from '../target.ts';

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

/** How patient the supervisor is. */
export interface Patience {
  /** Milliseconds without any answer after which a kernel is taken to hang: a watchdog, and never a verdict. */
  readonly hangMs: number;
  /** Crashes after which no kernel is booted any more. */
  readonly maxCrashes: number;
}
