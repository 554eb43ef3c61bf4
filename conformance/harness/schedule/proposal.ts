// SPDX-License-Identifier: MIT
// The variants of a proposal whose graphs a kernel is walked through.
import type { Numbers } from '../numbers.ts';
import type { Scene } from './scene.ts';

/**
 * Which kernels do as a variant: any; one without the series, where what is there today is mended by the first patches of that;
 * one that has these, alone or with the rest; one that has the proposal; or one that is built as this variant of it.
 */
export type DoneBy = 'any' | 'unfixed' | 'fixed' | 'proposal' | 'own';

/** A variant in its scenarios. */
export interface ScheduledVariant {
  readonly variant: string;
  readonly kernel: DoneBy;
  readonly scenarios: readonly string[];
  /** Nobody can be parked in its calls: what is made of it is what needs no point, by attacks alone. */
  readonly atBoundaries?: true;
  /** `numbers` are those of the proposal's calls on the kernel. */
  // biome-ignore lint/suspicious/noExplicitAny: each proposal has its own state; the lane only passes it on.
  scene(scenario: string, numbers: Numbers): Scene<any>;
}
