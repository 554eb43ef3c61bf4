// SPDX-License-Identifier: MIT
// What a proposal brings to the lanes, which know no proposal.
import type { Arg } from '../protocol/types.ts';
import type { Gap } from './coverage.ts';
import type { Codecs } from './encode.ts';
import type { SmallAlphabet } from './exhaustive.ts';
import type { Alphabet } from './generate.ts';
import type { SeqOp } from './sequence.ts';

/** A call that tells whether a kernel has the proposal: what it answers where there is none. */
export interface Presence {
  readonly nr: number;
  readonly args: readonly Arg[];
  readonly absent: string;
}

/** A sequence with a name. */
export interface Case {
  readonly name: string;
  readonly ops: readonly SeqOp[];
}

/** A proposal on a kernel. */
export interface Conformance {
  readonly slug: string;
  readonly presence: Presence;
  /** The variant that the lanes here compare with a kernel that does not have the proposal. */
  readonly variant: string;
  readonly alphabet: Alphabet;
  readonly codecs: Codecs;
  readonly small: SmallAlphabet;
  /** Sequences that are always run: what was found before, and errors that chance meets too seldom. */
  readonly cases: readonly Case[];
  /** Sequences to measure the throughput with. */
  readonly bench: readonly (readonly SeqOp[])[];
  /** What each call is to be seen to do, and what cannot be seen here. */
  readonly outcomes: { readonly expected: readonly string[]; readonly gaps: readonly Gap[] };
}
