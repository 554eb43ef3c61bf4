// SPDX-License-Identifier: MIT
// What must come to pass in every fair behaviour, however long it takes.
import type { Taken } from './instance.ts';

/** What happens in the end, of one behaviour: a sequence of states without an end. */
export interface Eventuality<S> {
  readonly kind: 'eventually' | 'again and again' | 'settles';
  readonly holds: (state: S) => boolean;
}

/** Whenever `from` is true, `to` is true then or later. */
interface LeadsTo<S> {
  readonly kind: 'leads to';
  readonly from: (state: S) => boolean;
  readonly to: (state: S) => boolean;
}

/**
 * A process that goes on. Its steps are those that change the state and for which `of` is true. Weak: it takes steps
 * again and again unless it is again and again unable to. Strong: it takes steps again and again if it is able to again
 * and again.
 */
export interface Fairness {
  readonly kind: 'weak' | 'strong';
  readonly name: string;
  readonly of: (step: Taken) => boolean;
}

/** The claim that each fair behaviour of a model does one of several things. */
export interface Liveness<S> {
  readonly kind: 'liveness';
  readonly name: string;
  readonly anyOf: readonly (Eventuality<S> | LeadsTo<S>)[];
  readonly fairness: readonly Fairness[];
}

/** In some state of the behaviour `holds` is true: <>p. */
export function eventually<S>(holds: (state: S) => boolean): Eventuality<S> {
  return { kind: 'eventually', holds };
}

/** In infinitely many states of the behaviour `holds` is true: []<>p. */
export function againAndAgain<S>(holds: (state: S) => boolean): Eventuality<S> {
  return { kind: 'again and again', holds };
}

/** From some state of the behaviour on `holds` is true: <>[]p. */
export function settles<S>(holds: (state: S) => boolean): Eventuality<S> {
  return { kind: 'settles', holds };
}

/** A process that goes on when it can go on without interruption: WF_vars(A). */
export function weakly(name: string, of: (step: Taken) => boolean): Fairness {
  return { kind: 'weak', name, of };
}

/** A process that goes on when it can go on time and again: SF_vars(A). */
export function strongly(name: string, of: (step: Taken) => boolean): Fairness {
  return { kind: 'strong', name, of };
}

/**
 * Every fair behaviour satisfies one of `anyOf`. As in TLA+, a behaviour may do nothing for ever, except where fairness
 * makes somebody go on; without fairness it may stop anywhere. Violated: a fair behaviour as a trace with a loop.
 */
export function liveness<S>(
  name: string,
  { anyOf, fairness }: { readonly anyOf: readonly Eventuality<S>[]; readonly fairness: readonly Fairness[] },
): Liveness<S> {
  return { kind: 'liveness', name, anyOf, fairness };
}

/** In every fair behaviour, each state in which `from` is true is, or is followed by, one in which `to` is: p ~> q. */
export function leadsTo<S>(
  name: string,
  from: (state: S) => boolean,
  to: (state: S) => boolean,
  fairness: readonly Fairness[],
): Liveness<S> {
  return { kind: 'liveness', name, anyOf: [{ kind: 'leads to', from, to }], fairness };
}
