// SPDX-License-Identifier: MIT
// What is asked of a worker, and what it answers: data that can be sent from thread to thread.
import type { Part } from '../../models/proposal.ts';
import type { Found } from '../row.ts';
import type { Trail } from './trail.ts';

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

/** What a fault's search must not exceed. */
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

/** One search by the model with this fault. */
export interface Task {
  readonly kind: 'try';
  readonly search: Search;
  readonly fault: number;
  readonly bounds: Bounds;
  /** Where the search goes without a fault: it is judged when it goes elsewhere. Undefined: it is judged in any case. */
  readonly trail: Trail | undefined;
  /** It ends after so many states, and only what is broken by then counts. */
  readonly glance: number | undefined;
}

/** One search by the model as it is. */
export interface Survey {
  readonly kind: 'survey';
  readonly search: Search;
  /** Whether the rows are judged, or the graph alone is looked at. */
  readonly judged: boolean;
}

/** The first row whose verdict is not the declared one. */
export interface Surprise {
  readonly row: string;
  readonly verdict: Found;
}

/** How often each place was run, by its number; empty where nothing counts. */
export type Counts = Readonly<Record<number, number>>;

/** What a search came to. */
export interface Answer {
  /** Undefined when every verdict is the declared one. */
  readonly surprise?: Surprise | undefined;
  /** The model threw, or is no model: why. */
  readonly crash?: string | undefined;
  /** The search went beyond its bounds. */
  readonly limit?: string | undefined;
  /** Nothing more is to be found: it goes along the trail, or was judged to its end. */
  readonly isDone?: boolean;
}

/** What a survey came to. */
export interface Surveyed extends Answer {
  readonly trail: Trail;
  /** What the model itself ran, and what its claims and their specification ran where they were judged. */
  readonly own: Counts;
  readonly claims: Counts;
  /** What was run while the modules were loaded. */
  readonly loading: Counts;
}
