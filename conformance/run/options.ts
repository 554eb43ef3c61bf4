// SPDX-License-Identifier: MIT
// What a run is asked for.
import type { Numbers } from '../harness/numbers.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Feature } from '../kernel/flavours.ts';
import type { ProposalConformance } from '../proposal.ts';
import type { Circumstances } from '../replay/file.ts';
import type { KnownFailure } from '../report/known-failures.ts';
import type { Size } from './lanes.ts';

/** What to run, and where its results go. */
export interface ConformOptions extends Size {
  readonly proposals: readonly ProposalConformance[];
  readonly targets: readonly [OpenTarget, ...OpenTarget[]];
  /** What a replay is to run on again. */
  readonly replayOn: Circumstances['target'];
  /** A seeded share of the paths of large graphs, and fewer attacks; all when absent. */
  readonly share?: boolean | undefined;
  /** Only this variant; all when absent. */
  readonly variant?: string | undefined;
  /** Only this lane or scenario. */
  readonly lane?: string | undefined;
  /** Seconds after which the random lane ends. */
  readonly time?: number | undefined;
  /** Boots the kernel once more, with these words on its command line; absent where nothing is booted. */
  boot?(append: readonly string[]): Promise<OpenTarget>;
  /** What the kernel is built with; absent where nobody has said so. */
  readonly features?: readonly Feature[] | undefined;
  /** The variant that the kernel is built as in place of what is proposed; absent where it is none. */
  readonly builtAs?: string | undefined;
  /** Whether the kernel is one that is built with points. */
  readonly promisesPoints?: boolean | undefined;
  /** Numbers in place of the document's, by slug. */
  readonly numbers: ReadonlyMap<string, Numbers>;
  /**
   * Told, before the first row, of what the kernel lacks, which is then no row: where nobody asked for it by name. Without this it is a row that
   * does not hold.
   */
  onAbsent?(slug: string, variant: string): void;
  readonly known: readonly KnownFailure[];
  /** Where failures are recorded. */
  readonly folder: string;
  readonly columns: number;
  readonly signal?: AbortSignal | undefined;
  onProgress?(text: string): void;
}
