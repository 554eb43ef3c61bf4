// SPDX-License-Identifier: MIT
// How a seeded fault is made: whole steps are wrapped or replaced, so that the bodies themselves stay as the document has them.
import type { Errno } from '../kernel/errno.ts';
import type { Kill, Mutant, Part } from '../proposal.ts';
import { fail, type Kernel } from './call.ts';
import type { CallerStep, Fault } from './model.ts';
import type { Caller, Listener } from './names.ts';
import type { State, Task } from './state.ts';
import { type Behaviour, type ErrorId, VARIANTS } from './variants.ts';

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

/** The step as it would be if the caller had been given other arguments. */
export function asIf(change: (arg: Task['arg'], s: State) => void, step: CallerStep): CallerStep {
  return (kernel, s, p) => {
    const { arg } = s.task[p];
    const given = { ...arg, path: [...arg.path], flags: new Set(arg.flags) };
    change(arg, s);
    step(kernel, s, p);
    s.task[p].arg = given;
  };
}

/** The step without a row of the table of errors, where `when` is true. */
export function without(id: ErrorId, step: CallerStep, when: (me: Task) => boolean = () => true): CallerStep {
  return (kernel, s, p) => {
    const lacks = when(s.task[p]);
    step({ ...kernel, refuses: (row, applies) => applies && !(lacks && row === id) }, s, p);
  };
}

/** Another step where `when` is true. */
export function instead(
  when: (s: State, p: Caller, kernel: Kernel) => boolean,
  other: CallerStep,
  step: CallerStep,
): CallerStep {
  return (kernel, s, p) => (when(s, p, kernel) ? other(kernel, s, p) : step(kernel, s, p));
}

/** The step, and then something else. */
export function andThen(step: CallerStep, then: CallerStep): CallerStep {
  return (kernel, s, p) => {
    step(kernel, s, p);
    then(kernel, s, p);
  };
}

/** A step that fails. */
export const failing =
  (error: Errno): CallerStep =>
  (kernel, s, p) =>
    fail(kernel, s, p, error);

/** A step that ends the call, without handing anything on. */
export const ending =
  (result: Errno | 'OK'): CallerStep =>
  (kernel, s, p) =>
    kernel.end(s, p, result);

/** The listener that the call has found. */
export const listenerOf = (s: State, p: Caller): Listener => s.task[p].other as Listener;

/** The other callers. */
export const othersThan = (
  s: { readonly task: Readonly<Record<Caller, unknown>> },
  p: Caller,
): readonly Caller[] => (Object.keys(s.task) as Caller[]).filter((q) => q !== p);
