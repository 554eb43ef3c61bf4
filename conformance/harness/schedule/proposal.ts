// SPDX-License-Identifier: MIT
// The variants of a proposal whose graphs a kernel is walked through.
import type { Numbers } from '../numbers.ts';
import type { Scene } from './scene.ts';

/** A variant in its scenarios. */
export interface ScheduledVariant {
  readonly variant: string;
  /** A kernel that does as the variant: any, one that has the proposal, or one that is built as this variant of it. */
  readonly kernel: 'any' | 'proposal' | 'own';
  readonly scenarios: readonly string[];
  /** `numbers` are those of the proposal's calls on the kernel. */
  // biome-ignore lint/suspicious/noExplicitAny: each proposal has its own state; the lane only passes it on.
  scene(scenario: string, numbers: Numbers): Scene<any>;
}
