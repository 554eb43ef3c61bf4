// SPDX-License-Identifier: MIT
// A claim in a model, and the property that the explorer judges of it.
import {
  always,
  alwaysStep,
  type Fairness,
  noDeadlock,
  type Property,
  type Taken,
  weakly,
} from '../kit/index.ts';

/** The two halves of a claim about states `S`. */
export interface Claim<S> {
  readonly safety:
    | { readonly state: (s: S) => boolean }
    | { readonly step: (before: S, after: S) => boolean }
    | 'no state is stuck but a terminal one'
    | 'every step is one of the specification';
  readonly progress: (s: S) => boolean;
}

/** Who takes a step: a caller or a rival. */
export const actorOf = ({ params }: Taken): string => String(params[0]);

/** Who can go on does so at some time. */
export const goesOn = (name: string): Fairness => weakly(name, (step) => actorOf(step) === name);

/** Nobody in particular goes on, but somebody does. */
export const SOMEBODY: readonly Fairness[] = [weakly('somebody', () => true)];

/** The safety of a claim, as the property `name`. `refinement` makes that of the specification. */
export function safetyOf<S>(name: string, { safety }: Claim<S>, refinement: () => Property<S>): Property<S> {
  switch (safety) {
    case 'no state is stuck but a terminal one':
      return noDeadlock(name) as Property<S>;
    case 'every step is one of the specification':
      return refinement();
    default:
      if ('state' in safety) return always(name, safety.state);
      return alwaysStep<S>(name, (before, _, after) => safety.step(before, after));
  }
}
