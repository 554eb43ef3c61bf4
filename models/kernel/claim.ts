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
import type { CallersSeen } from './callers.ts';

/** The two halves of a claim about states `S`. */
export interface Claim<S> {
  readonly safety:
    | { readonly state: (s: S) => boolean }
    | { readonly step: (before: S, after: S) => boolean }
    | 'no state is stuck but a terminal one'
    | 'every step is one of the specification';
  readonly progress: (s: S) => boolean;
}

/** A rival, as claims speak of it. */
interface Acting {
  readonly name: string;
  readonly loops: boolean;
}

/** Whether a caller has come to the end of its program, or is dead. */
export const isOver = <P extends string>({ task }: CallersSeen<P>, p: P): boolean =>
  task[p].pc === 'done' || task[p].pc === 'dead';

/** How claims say that something holds of every caller, or of some, in a state or of a step. */
export function quantified<S, P extends string>(callers: readonly P[]) {
  const all =
    (holds: (s: S, p: P) => boolean) =>
    (s: S): boolean =>
      callers.every((p) => holds(s, p));
  const some =
    (holds: (s: S, p: P) => boolean) =>
    (s: S): boolean =>
      callers.some((p) => holds(s, p));
  return {
    ...{ all, some },
    always: (holds: (s: S, p: P) => boolean) => ({ state: all(holds) }),
    eachStep: (holds: (before: S, after: S, p: P) => boolean) => ({
      step: (before: S, after: S) => callers.every((p) => holds(before, after, p)),
    }),
  };
}

/** Who takes a step: a caller or a rival. */
export const actorOf = ({ params }: Taken): string => String(params[0]);

/** Who can go on does so at some time. */
export const goesOn = (name: string): Fairness => weakly(name, (step) => actorOf(step) === name);

/** Every caller goes on, and every rival, or those of them that are wanted. */
export const allGoOn = (
  { callers, rivals }: { readonly callers: readonly string[]; readonly rivals: readonly Acting[] },
  isWanted: (rival: Acting) => boolean = () => true,
): readonly Fairness[] => [...callers, ...rivals.filter(isWanted).map(({ name }) => name)].map(goesOn);

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
