// SPDX-License-Identifier: MIT
// One life of a kernel: a guest or the host, with a shim connected, until it is closed or it dies.
import type { Shim } from '../protocol/types.ts';

/** A connected shim, and what its kernel has complained of. */
export interface Session {
  readonly shim: Shim;
  /** The splats on the console so far, each by its first line; those of the boot too. */
  readonly complaints: readonly string[];
  /**
   * Why it ended, as far as it is known: a panic, a signal; undefined when it was told to. Resolves when it has ended
   * and its console has been read to the end. Rejects with DISK_FULL when the console's log could not be written.
   */
  readonly ended: Promise<string | undefined>;
  /** The console's log; removed when the session is closed and there was no complaint. */
  readonly log?: string;
  /** Calls the listener whenever something comes from the shim; gives what ends that. */
  onAnswer(listener: () => void): () => void;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Ends it in order. */
  close(): Promise<void>;
}

/**
 * Begins a session.
 * @throws SyspecError GUEST_DIED, KERNEL_CONFIG, SHIM_BUILD, TOOL_MISSING, DISK_FULL, INTERRUPTED
 */
export type OpenSession = () => Promise<Session>;
