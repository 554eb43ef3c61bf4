// SPDX-License-Identifier: MIT
// A guard on the steps that a caller takes itself.
import type { Guard, TracedStep } from '../proposal.ts';
import type { Caller } from './names.ts';
import type { Seen } from './state.ts';

/** A step and the caller that takes it. */
export interface CallerStep extends TracedStep<Seen> {
  readonly p: Caller;
}

/** A guard on one action of the callers. */
export function guard(
  rule: string,
  text: string,
  action: string,
  stops: (step: CallerStep) => boolean,
): Guard {
  return {
    rule,
    text,
    stops: (step) => step.action === action && stops({ ...step, p: step.params[0] as Caller }),
  };
}
