// SPDX-License-Identifier: MIT
// What is asked of a worker, and what it answers: data that can be sent from thread to thread.
import type { Part } from '../../models/proposal.ts';
import type { Found } from '../row.ts';

/** A row of the document: a part of a claim, and what is declared of it. */
export interface AskedRow {
  readonly claim: string;
  readonly part: Part;
  readonly expected: 'holds' | 'violated';
}

/** The rows of one variant, or of a mutant that is written by hand, in one scenario. */
export interface Search {
  readonly variant: string;
  readonly scenario: string;
  readonly rows: readonly AskedRow[];
}

/** What a fault's search must not exceed; a search without a fault has no limits. */
export interface Bounds {
  readonly states: number;
  /** How often the faulty place may be run. */
  readonly hits: number;
}

/** What a worker is started with. */
export interface Start {
  readonly models: string;
  readonly slug: string;
  /** A fault that is there while the modules are loaded. */
  readonly fault: number | undefined;
}

/** One search, by the model with this fault or without one. */
export interface Task {
  readonly search: Search;
  readonly fault: number | undefined;
  readonly bounds: Bounds | undefined;
}

/** The first row whose verdict is not the declared one. */
export interface Surprise {
  readonly row: string;
  readonly verdict: Found;
}

/** What a search came to. */
export interface Answer {
  /** Undefined when every verdict is the declared one. */
  readonly surprise: Surprise | undefined;
  /** The model threw, or is no model: why. */
  readonly crash: string | undefined;
  /** The search went beyond its bounds. */
  readonly limit: string | undefined;
  readonly distinct: number;
  /** How often each place was run, by its number; empty where nothing counts. */
  readonly hits: Readonly<Record<number, number>>;
  /** The same, while the modules were loaded. */
  readonly loading: Readonly<Record<number, number>>;
}
