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
}

/** What a step refuses, or some of it. */
export interface ToldRefusals {
  readonly action: string;
  /** The errno of each row of the table of errors that the step checks, in its order. */
  readonly ordered: readonly string[];
  /** Those of calls to which the table does not apply. */
  readonly others: readonly string[];
}

/** What calls refuse in one step, by what is wrong. */
export interface ToldCheck {
  readonly action: string;
  readonly when: string;
  /** By call; a call that does not refuse it is not there. */
  readonly errnos: Readonly<Record<string, string>>;
}

/** What a step comes to. */
export interface ToldOutcome {
  readonly action: string;
  readonly when: readonly string[];
  readonly what: readonly string[];
}

/** The hidden state and the steps of the atomic specification. */
export interface ToldSpecification {
  /** The variables, and fields of records, that an outsider sees. */
  readonly seen: readonly string[];
  readonly state: readonly { readonly variable: string; readonly domain: string }[];
  readonly steps: readonly { readonly step: string; readonly says: readonly string[] }[];
}

/** A process in the words of the document, which speak of all of a kind. */
export interface ToldProcess {
  /** `caller` or `rival`; what the document calls each of them. */
  readonly kind: string;
  readonly name: string;
  readonly loops: boolean;
}

/** A scenario's row, and the parts of its own world where it has one. */
export interface ToldTlaScenario extends ToldScenario {
  readonly parts: readonly ToldPart[];
}

/** What a model says; nothing is compared with what it leaves out, and that is told. */
export interface Told {
  readonly scenarios?: readonly ToldScenario[];
  readonly worlds?: readonly ToldPart[];
  readonly bounds?: ToldBounds;
  vocabulary?(scenario: string): Vocabulary;
  /** By variable, which of a sequence comes first: a phrase of its meaning, which ends with that word. */
  orders?(): Readonly<Record<string, string>>;
  /** By exploring some of the scenarios. */
  steps?(): readonly ToldStep[];
  refusals?(): readonly ToldRefusals[];
  /** What is checked in the order in which it is. */
  checks?(): readonly ToldCheck[];
  /** Of some of the steps, all outcomes. */
  outcomes?(): readonly ToldOutcome[];
  specification?(): ToldSpecification;
  /** What a flag does, of those of which the model can say it. */
  flags?(): Readonly<Record<string, string>>;
  /** By variant, the phrase of what it is that the model can say. */
  variants?(): Readonly<Record<string, string>>;
  processes?(scenario: string): readonly ToldProcess[];
  /**
   * The same words for a world that is not the model's own: a record of the TLA+, in which sets and sequences are lists, and
   * records and functions are objects, or the empty list.
   */
  tlaScenario?(name: string, world: Readonly<Record<string, unknown>>): ToldTlaScenario;
}
