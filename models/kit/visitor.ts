// SPDX-License-Identifier: MIT
// What goes into a search and what comes out of it.
import type { StateStore } from './store.ts';

/** Where a search stops; without limits it sees everything that is reachable. */
export interface Limits {
  /** Most distinct states kept. */
  readonly states?: number;
  /** Most states on a path from an initial one, which counts. */
  readonly depth?: number;
  readonly seconds?: number;
}

/** Which limit ended a search before it had seen everything. */
export type Stopped = 'states' | 'depth' | 'time';

/** How far a search is. */
export interface SearchProgress {
  readonly distinct: number;
  readonly generated: number;
  /** States that are not expanded yet. */
  readonly queue: number;
  readonly depth: number;
  /** Distinct states a second, since the start. */
  readonly rate: number;
}

/** What a search is asked to do on its way. */
export interface Visitor {
  /** Called once for each state, in order of discovery, while the machine's workspace holds it. */
  state?(state: number): void;
  /** Called after a state was expanded; `enabled` is an instance that led out of it, or -1. */
  expanded?(state: number, enabled: number): void;
  /** Called once for each transition: distinct in source, action and target. `instance` is the first that takes it. */
  transition?(source: number, action: number, target: number, instance: number): void;
  /** Called for each successor that is kept, after `transition`: several times where choices lead the same way. */
  edge?(store: StateStore, source: number, instance: number, target: number): void;
  progress?(progress: SearchProgress): void;
}

/** What a search found. */
export interface SearchResult {
  readonly store: StateStore;
  /** How many of the first states are initial. */
  readonly initial: number;
  readonly generated: number;
  readonly transitions: number;
  readonly depth: number;
  readonly stopped: Stopped | undefined;
  readonly seconds: number;
}
