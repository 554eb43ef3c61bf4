// SPDX-License-Identifier: MIT
// What is claimed of a model's reachable states and steps, and the verdicts a search can give.
import type { Taken } from './instance.ts';
import type { Liveness } from './liveness.ts';
import type { Refinement, Unexplained } from './refinement.ts';
import type { Trace } from './trace.ts';
import type { Stopped } from './visitor.ts';

/** A predicate on states. */
export interface StateProperty<S> {
  readonly kind: 'always' | 'reachable';
  readonly name: string;
  readonly holds: (state: S) => boolean;
}

/** A predicate on steps. */
export interface StepProperty<S> {
  readonly kind: 'step';
  readonly name: string;
  readonly holds: (before: S, step: Taken, after: S) => boolean;
}

/** A named claim. Names are shown as given, and are unique in one exploration. */
export type Property<S> =
  | StateProperty<S>
  | StepProperty<S>
  | Refinement<S>
  | Liveness<S>
  | { readonly kind: 'no-deadlock'; readonly name: string };

/** `holds` is true of every reachable state. */
export function always<S>(name: string, holds: (state: S) => boolean): Property<S> {
  return { kind: 'always', name, holds };
}

/** `holds` is true of some reachable state: proves that a check can bite, or that a call can succeed. */
export function reachable<S>(name: string, holds: (state: S) => boolean): Property<S> {
  return { kind: 'reachable', name, holds };
}

/**
 * `holds` is true of every step between reachable states, also of one that leads to a known state, or back to its own.
 * The states that it is given are views: valid during the call only.
 */
export function alwaysStep<S>(
  name: string,
  holds: (before: S, step: Taken, after: S) => boolean,
): Property<S> {
  return { kind: 'step', name, holds };
}

/** Every reachable state has a successor, or is declared terminal. */
export function noDeadlock(name: string): Property<unknown> {
  return { kind: 'no-deadlock', name };
}

/** What a search says of one property. Traces are shortest, those of liveness aside. */
export type Verdict<S> = { readonly property: string } & (
  | {
      readonly kind: 'holds' /** Of a reachable one: a path to where it is true. */;
      readonly witness?: Trace<S>;
    }
  | {
      readonly kind: 'violated';
      /** It ends in the bad state, with the bad step, or in a loop. */
      readonly trace: Trace<S>;
      /** Of a refinement: the step that no step of the specification explains. */
      readonly unexplained?: Unexplained;
    }
  /** A `reachable` property that is true of no reachable state. */
  | { readonly kind: 'unreached' }
  /** A limit ended the search first: neither yes nor no. */
  | { readonly kind: 'inconclusive'; readonly reason: Stopped }
);
