// SPDX-License-Identifier: MIT
// What is claimed of a model's reachable states, and the verdicts a search can give.

import type { Trace } from './trace.ts';
import type { Stopped } from './visitor.ts';

/** A named claim. Names are shown as given, and are unique in one exploration. */
export type Property<S> =
  | { readonly kind: 'always' | 'reachable'; readonly name: string; readonly holds: (state: S) => boolean }
  | { readonly kind: 'no-deadlock'; readonly name: string };

/** `holds` is true of every reachable state. */
export function always<S>(name: string, holds: (state: S) => boolean): Property<S> {
  return { kind: 'always', name, holds };
}

/** `holds` is true of some reachable state: proves that a check can bite, or that a call can succeed. */
export function reachable<S>(name: string, holds: (state: S) => boolean): Property<S> {
  return { kind: 'reachable', name, holds };
}

/** Every reachable state has a successor, or is declared terminal. */
export function noDeadlock(name: string): Property<unknown> {
  return { kind: 'no-deadlock', name };
}

/** What a search says of one property. Traces are shortest. */
export type Verdict<S> = { readonly property: string } & (
  | {
      readonly kind: 'holds' /** Of a reachable one: a path to where it is true. */;
      readonly witness?: Trace<S>;
    }
  | { readonly kind: 'violated'; readonly trace: Trace<S> }
  /** A `reachable` property that is true of no reachable state. */
  | { readonly kind: 'unreached' }
  /** A limit ended the search first: neither yes nor no. */
  | { readonly kind: 'inconclusive'; readonly reason: Stopped }
);
