// SPDX-License-Identifier: MIT
// How a seeded fault is made: whole steps are wrapped or replaced, so that the bodies themselves stay as the document has them.
import type { BLOCKED } from '../kit/index.ts';
import type { Kill, Mutant, Part } from '../proposal.ts';
import type { Kernel } from './call.ts';
import type { CallerStep, Fault } from './model.ts';
import type { Arg, Caller, Result } from './names.ts';
import type { State } from './state.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

/** A mutant, the behaviour that it changes, and its fault. */
export interface SeededFault extends Mutant {
  readonly behaviour: Behaviour;
  readonly fault: Fault;
}

/** What a mutant is: its name and the fault in a sentence, the rules that it contradicts, and where it dies. */
export function seed(
  name: string,
  what: string,
  breaks: readonly string[],
  [claim, part, scenario]: readonly [string, Part, string],
  fault: Fault,
  change: Partial<Behaviour> = {},
): SeededFault {
  const killedBy: Kill = { claim, part, scenario };
  return { name, what, breaks, killedBy, behaviour: { ...VARIANTS.proposed, ...change }, fault };
}

type When = (s: State, p: Caller, kernel: Kernel) => boolean;

/** Another step where `when` is true. */
export function instead(when: When, other: CallerStep, step: CallerStep): CallerStep {
  return (kernel, s, p) => (when(s, p, kernel) ? other(kernel, s, p) : step(kernel, s, p));
}

/** The step, and then something else. */
export function andThen(step: CallerStep, then: CallerStep): CallerStep {
  return (kernel, s, p): typeof BLOCKED | undefined => {
    const blocked = step(kernel, s, p) as typeof BLOCKED | undefined;
    if (blocked === undefined) then(kernel, s, p);
    return blocked;
  };
}

/** A step that ends the call. */
export const ending =
  (result: Result): CallerStep =>
  (kernel, s, p) =>
    kernel.end(s, p, result);

/** The step as it would be if the caller had been given other arguments. */
export function asIf(change: Partial<Arg>, step: CallerStep): CallerStep {
  return (kernel, s, p) => {
    const { arg } = s.task[p];
    const given = { ...arg, flags: new Set(arg.flags) };
    Object.assign(arg, { ...change, flags: new Set(change.flags ?? given.flags) });
    step(kernel, s, p);
    s.task[p].arg = given;
  };
}

/** The step without a row of the table of errors. */
export const without =
  (id: string, step: CallerStep): CallerStep =>
  (kernel, s, p) =>
    step({ ...kernel, refuses: (row, applies) => applies && row !== id }, s, p);
