// SPDX-License-Identifier: MIT
// What a TLC run tells, as typed events.
import type { ErrorKind, ViolationKind } from './codes.ts';

/** A place in a module; line and column count from 1. */
export interface Position {
  readonly module: string;
  readonly line: number;
  readonly column: number;
}

/** A piece of a module's text; lines and columns count from 1, and the end is included. */
export interface Span {
  readonly module: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One event of `-tool` output; counts are of states, and depth counts states on a path, as TLC does. */
export type TlcEvent =
  | { readonly type: 'version'; readonly version: string }
  /** The line that names mode, workers, heap and machine. */
  | { readonly type: 'started'; readonly text: string }
  | { readonly type: 'initial'; readonly states: number }
  | {
      readonly type: 'progress';
      readonly depth: number;
      readonly generated: number;
      readonly distinct: number;
      readonly queue: number;
    }
  | { readonly type: 'stats'; readonly generated: number; readonly distinct: number; readonly queue: number }
  | { readonly type: 'depth'; readonly depth: number }
  /** `name` is the property's; of an assumption its place; of Assert its second argument; else null. */
  | {
      readonly type: 'violation';
      readonly kind: ViolationKind;
      readonly name: string | null;
      readonly code: number;
      readonly message: string;
    }
  /** A state of the behaviour that leads to a violation or an error; `index` counts from 1. */
  | {
      readonly type: 'state';
      readonly index: number;
      readonly action: string;
      readonly location: string | null;
      readonly text: string;
    }
  /** The behaviour goes on from state `to` for ever; `action` is null where it stutters there. */
  | { readonly type: 'loop'; readonly to: number; readonly action: string | null }
  /** How often an action was taken: to new states, and in all. */
  | {
      readonly type: 'coverage';
      readonly action: string;
      readonly location: string;
      readonly distinct: number;
      readonly generated: number;
    }
  /** How often an expression of the action before was evaluated; `nesting` counts those that it stands in. */
  | { readonly type: 'evaluated'; readonly span: Span; readonly nesting: number; readonly count: number }
  | {
      readonly type: 'error';
      readonly kind: ErrorKind;
      readonly code: number;
      readonly message: string;
      readonly file?: string;
      readonly line?: number;
      readonly column?: number;
    }
  /** Where the expression of the last error stands, outermost first. */
  | { readonly type: 'positions'; readonly positions: readonly Position[] }
  | { readonly type: 'warning'; readonly code: number; readonly message: string }
  /** The search is complete. `collision` is TLC's estimate that a fingerprint hid a state. */
  | { readonly type: 'success'; readonly collision: number | null }
  | { readonly type: 'finished' }
  /** The output stopped before TLC said that it finished. */
  | { readonly type: 'truncated' }
  /** A line outside of any message: what the specification prints, and what Java says. */
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'other'; readonly code: number; readonly text: string };
