// SPDX-License-Identifier: MIT
// A lane that makes its own calls and judges them itself: what no sequence of the model can say, as that a hook of the
// kernel was asked, or that an allocation failed.
import type { Feature } from '../kernel/flavours.ts';
import type { Numbers } from './numbers.ts';
import type { OpenTarget } from './target.ts';

/** What a lane is run with. */
export interface OwnLaneContext {
  /**
   * Boots the kernel under test once more, for this lane alone, with these words on its command line. The lane need not
   * close it.
   * @throws SyspecError as openTarget
   */
  boot(...append: string[]): Promise<OpenTarget>;
  /** Those of the proposal's system calls on that kernel. */
  readonly numbers: Numbers;
  onProgress(text: string): void;
}

/** Something that was not as it must be. */
export interface OwnFailure {
  /** One line that stays the same from run to run. */
  readonly title: string;
  readonly kind: 'difference' | 'crash';
  /** What was seen beside what was expected, in lines. */
  readonly diagram?: string;
}

/** What a lane did. */
export interface OwnResult {
  /** How many things were tried, and by how many calls. None of the first is no pass. */
  readonly cases: number;
  readonly calls: number;
  readonly failures: readonly OwnFailure[];
  /** Items of the proposal's coverage that were seen: `connect E8`. */
  readonly covered: readonly string[];
  /** Why the kernel cannot do what the lane needs, as it was found out there. */
  readonly lacking?: string;
}

/** A lane with judgements of its own. */
export interface OwnLane {
  readonly scenario: string;
  /** What it does, in a line for `list`: what is tried, and what must come of it. */
  readonly what: string;
  /** The lane is run where the flavour has these; a kernel of somebody else is asked. */
  readonly needs: readonly Feature[];
  run(context: OwnLaneContext): Promise<OwnResult>;
}
