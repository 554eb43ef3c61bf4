// SPDX-License-Identifier: MIT
// What a model says in the words of its document, to be held against the document's cells.

import type { Vocabulary } from './kit/index.ts';

/** The cells of a scenario's row. A cell is phrases joined by `; `, in any order. */
export interface ToldScenario {
  readonly name: string;
  readonly differs: readonly string[];
  readonly rivals: readonly string[];
}

/** A part of the world with which scenarios begin. */
export interface ToldPart {
  /** The scenario whose world it is; null for that of each scenario. */
  readonly of: string | null;
  readonly part: string;
  readonly says: readonly string[];
}

/** How large the scenarios are, and what one above that is. */
export interface ToldBounds {
  readonly at: readonly string[];
  readonly above: readonly string[];
}

/** What one step does in some scenario and variant. */
export interface ToldStep {
  readonly action: string;
  /** The variables, or fields of records, that others than who takes it see changed. */
  readonly visible: readonly string[];
  /** Whether a call may take it twice. */
  readonly repeats: boolean;
  /** The errors that the step refuses with, in the order in which it checks them. */
  readonly errnos: readonly string[];
}

/** What a call refuses before it looks anything up: by what is wrong, the errno of each call. */
export interface ToldCheck {
  readonly when: string;
  readonly errnos: Readonly<Record<string, string>>;
}

/** What a model says; nothing is compared with what it leaves out, and that is told. */
export interface Told {
  readonly scenarios?: readonly ToldScenario[];
  readonly worlds?: readonly ToldPart[];
  readonly bounds?: ToldBounds;
  vocabulary?(scenario: string): Vocabulary;
  /** Explores some of the scenarios. */
  steps?(): readonly ToldStep[];
  /** What a part of a claim assumes; undefined for a part that assumes nothing. */
  fairness?(claim: string, part: 'liveness' | 'unfair'): string | undefined;
}
