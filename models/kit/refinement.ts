// SPDX-License-Identifier: MIT
// A model refines a specification when each trace of what can be observed of it is one of the specification's.
import type { Taken } from './instance.ts';

/**
 * A nondeterministic machine over observations `O`, with states `H` of its own. Both are plain data: strings, finite
 * numbers, booleans, null, arrays, sets, and objects of these. All functions are pure; what they are given is frozen.
 */
export interface Specification<O, H> {
  /** The states in which it may begin, when this is what is observed first. */
  initial(o: O): readonly H[];
  /** Where a step of `actor` may lead that is observed as a change from `before` to `after`. */
  next(h: H, before: O, actor: string, after: O): readonly H[];
  /** Where a step may lead that nobody observes. */
  hidden?(h: H, o: O): readonly H[];
}

/** How a model's states and steps are seen from outside. */
export interface Observation<S, O> {
  /** What an outsider sees of a state: a pure function, whose value is copied. */
  readonly observe: (state: S) => O;
  /** Who takes a step. */
  readonly actor: (step: Taken) => string;
}

/** The claim that a model refines a specification. */
export interface Refinement<S> {
  readonly kind: 'refines';
  readonly name: string;
  readonly observe: (state: S) => unknown;
  readonly actor: (step: Taken) => string;
  readonly specification: Specification<unknown, unknown>;
}

/** The step, or the beginning, that no step of the specification explains. */
export interface Unexplained {
  /** Null where the trace has no step: the specification does not begin like this. */
  readonly actor: string | null;
  readonly before: unknown;
  readonly after: unknown;
  /** The states in which the specification may have been before it. */
  readonly specification: readonly unknown[];
}

/**
 * Each trace of observations of the model is a trace of the specification. Stuttering is allowed: a step that changes no
 * observation may be no step of the specification. The specification's choices are followed all at once, so that one
 * that it makes before it can be observed makes no model wrong. Violated: the shortest trace whose last step nothing
 * explains.
 */
export function refines<S, O, H>(
  name: string,
  claim: Observation<S, O> & { readonly specification: Specification<O, H> },
): Refinement<S> {
  const { observe, actor } = claim;
  // The states of a specification come from itself, and observations from `observe`: nobody else sees their types.
  const specification = claim.specification as Specification<unknown, unknown>;
  return { kind: 'refines', name, observe, actor, specification };
}
