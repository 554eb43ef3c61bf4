// SPDX-License-Identifier: MIT
// A seeded fault in a patch series.
import type { Skipped } from './find/found.ts';

/** A fault, and how a kernel comes to have it. */
export interface Mutant {
  /** Stays the same when lines move. */
  readonly id: string;
  readonly kind: 'hand' | 'mechanical';
  /** For people: what is broken, or where. */
  readonly what: string;
  /** A patch of its own on the series, or its number in the kernel that has all mechanical ones. */
  readonly by: { readonly patch: string } | { readonly number: number };
}

/** What could be mutated, and is not. */
export interface NotMutated extends Skipped {
  readonly file: string;
}

/** The mechanical mutants of a series, and the patch that has them all. */
export interface Schemata {
  readonly patch: string;
  readonly mutants: readonly Mutant[];
  readonly notMutated: readonly NotMutated[];
}
