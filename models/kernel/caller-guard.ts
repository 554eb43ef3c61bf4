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
