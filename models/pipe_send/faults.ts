// SPDX-License-Identifier: MIT
// How a seeded fault is made here; what is common to all models is shared.
import { type Seeded, seedIn } from '../kernel/seeded-fault.ts';
import type { CallerStep, Fault } from './model.ts';
import type { Arg, Result } from './names.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

/** A mutant, the behaviour that it changes, and its fault. */
export type SeededFault = Seeded<Behaviour, Fault>;

/** What a mutant is: its name and the fault in a sentence, the rules that it contradicts, and where it dies. */
export const seed = seedIn<Behaviour, Fault>(VARIANTS.proposed);

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
