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

/** What a worker is started with. */
export interface Start {
  readonly models: string;
  readonly slug: string;
  /** A fault that is there while the modules are loaded. */
  readonly fault: number | undefined;
}

/** A part of a search: only what is broken in it counts. */
export interface Glance {
  /** It ends after so many states. */
  readonly states: number;
  /** The initial state that it begins in; in all of them if not given. */
  readonly initial: Int32Array | undefined;
}

/** One search by the model with a fault. */
export interface Judging {
  readonly kind: 'judge';
  readonly search: Search;
  readonly fault: number;
  /** How many states it may have. */
  readonly states: number;
  readonly glance: Glance | undefined;
}

/** One search by the model as it is, held against each of these faults. */
export interface Comparing {
  readonly kind: 'compare';
  readonly search: Search;
  readonly faults: readonly number[];
  readonly trail: Trail;
}

/** One search by the model as it is. */
export interface Survey {
  readonly kind: 'survey';
  readonly search: Search;
  /** Whether the rows are judged, or the graph alone is looked at. */
  readonly judged: boolean;
}

/** One search by the model as it is, whose branches are counted. */
export interface Counting {
  readonly kind: 'count';
  readonly search: Search;
}

export type Task = Judging | Comparing | Survey | Counting;

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
  /** Nothing more is to be found: it was judged to its end. */
  readonly isDone?: boolean;
}

/** How a fault first makes another search than the model has without it. */
export interface Deviation extends Pick<Answer, 'crash' | 'limit'> {
  readonly fault: number;
  /** The number of the state whose steps are others. */
  readonly state?: number;
  /** The initial state that leads there, where what is initial is the same. */
  readonly initial?: Int32Array;
}

/** What a comparison came to. */
export interface Compared extends Answer {
  readonly deviations: readonly Deviation[];
  /** The faults whose places the search runs. */
  readonly reached: readonly number[];
}

/** What a survey came to. */
export interface Surveyed extends Answer {
  /** Undefined where the model crashes. */
  readonly trail: Trail | undefined;
  /** How many initial states there are, as `init` gives them. */
  readonly initial: number;
  /** The places that were run while the modules were loaded. */
  readonly loading: readonly number[];
}

/** What a search that counts came to. */
export interface Counted extends Answer {
  /** What the model itself ran. */
  readonly own: Counts;
  /** What was run while the modules were loaded. */
  readonly loading: Counts;
}
