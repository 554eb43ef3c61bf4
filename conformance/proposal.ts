// SPDX-License-Identifier: MIT
// What a proposal brings to the lanes, which know no proposal.
import type { Need, Privilege } from './harness/lockstep/abilities.ts';
import type { Case } from './harness/lockstep/cases.ts';
import type { Codecs } from './harness/lockstep/engine/codec.ts';
import type { Outcomes } from './harness/lockstep/engine/coverage.ts';
import type { SmallAlphabet } from './harness/lockstep/engine/exhaustive.ts';
import type { Alphabet } from './harness/lockstep/engine/generate.ts';
import type { SeqOp } from './harness/lockstep/engine/sequence.ts';
import type { OwnLane } from './harness/own-lane.ts';
import type { SystemCallAbi } from './harness/protocol/types.ts';
import type { DoneBy, ScheduledVariant } from './harness/schedule/proposal.ts';

/** A variant of a proposal on a kernel. */
export interface Conformance {
  readonly slug: string;
  readonly variant: string;
  /** Whether its calls are only on a kernel that has the proposal. */
  readonly needsProposal: boolean;
  /** The kernels that do as it, where they are some of those without the proposal, or with it. */
  readonly kernel?: Extract<DoneBy, 'unfixed' | 'fixed'>;
  readonly alphabet: Alphabet;
  readonly codecs: Codecs;
  /** What a kernel must have for its objects. */
  readonly needs: readonly Need[];
  /** Calls of them that root may not make everywhere. */
  readonly privileges?: readonly Privilege[];
  readonly small: SmallAlphabet;
  /** Sequences that are always run: what was found before, and errors that chance meets too seldom. */
  readonly cases: readonly Case[];
  /** Calls with every combination of arguments, right and wrong: the order of the errors. */
  errors?(): Iterable<Case>;
  /** Lanes that judge themselves. */
  readonly ownLanes?: readonly OwnLane[];
  /** Ways into the kernel, besides the first one, by which cases and errors are run where the kernel has them. */
  readonly abis?: readonly SystemCallAbi[];
  /** What each call is to be seen to do, and what cannot be seen here. */
  readonly outcomes: Outcomes;
}

/** A proposal on a kernel. */
export interface ProposalConformance {
  readonly slug: string;
  /** That of a kernel without the proposal comes first. */
  readonly variants: readonly [Conformance, ...Conformance[]];
  /** The variants whose graphs a kernel with points is walked through. */
  readonly schedules?: readonly ScheduledVariant[];
  /** Sequences of the first variant to measure the throughput with. */
  readonly bench: readonly (readonly SeqOp[])[];
}
