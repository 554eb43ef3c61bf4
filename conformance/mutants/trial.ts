// SPDX-License-Identifier: MIT
// What became of a kernel with a mutant.

/** What lanes found on a kernel; the lane may also be `boot` or `hang`. Neither: none failed, and all were run to their end. */
export interface Trial {
  readonly killedBy?: { readonly lane: string; readonly title: string };
  /** Why not all of them were run to their end, though none failed. */
  readonly unfinished?: string;
}

/** What decides what lanes find beside the kernel, as hashes: where they are the same, a trial is not repeated. */
export interface TrialDigests {
  /** Of a trial that came as far as the lanes that judge themselves. */
  readonly whole: string;
  /** Of one that ended before them. */
  readonly beforeOwn: string;
}

/** Who is told of it while it runs, and may end it. */
export interface Watched {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}
