// SPDX-License-Identifier: MIT
// A guard on the steps that a caller takes itself.
import type { Guard, TracedStep } from '../proposal.ts';

/** A step and the caller that takes it. */
export interface CallerStep<S, P extends string> extends TracedStep<S> {
  readonly p: P;
}

/** A guard on one action of the callers. */
export function callerGuard<S, P extends string>(
  rule: string,
  text: string,
  action: string,
  stops: (step: CallerStep<S, P>) => boolean,
): Guard {
  return {
    rule,
    text,
    stops: (step) => step.action === action && stops({ ...step, p: step.params[0] as P }),
  };
}

/** The earlier steps of the same caller, the last one first. */
export const earlierOf = <S, P extends string>({ p, trace, at }: CallerStep<S, P>): TracedStep<S>['trace'] =>
  trace
    .slice(0, at)
    .filter(({ params }) => params[0] === p)
    .reverse();

/** Whether `p` takes such a step from here on. */
export const isTaken = ({ trace, at }: TracedStep, action: string, p: string): boolean =>
  trace.slice(at).some((step) => step.action === action && step.params[0] === p);
