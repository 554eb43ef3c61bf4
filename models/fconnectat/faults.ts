// SPDX-License-Identifier: MIT
// Parts of seeded faults; see `models/kernel/seeded-fault.ts`.
import { type Seeded, seedIn } from '../kernel/seeded-fault.ts';
import { fail } from './call.ts';
import type { Errno } from './errno.ts';
import type { CallerStep, Fault } from './model.ts';
import type { Caller, Listener } from './names.ts';
import type { State, Task } from './state.ts';
import { type Behaviour, type ErrorId, VARIANTS } from './variants.ts';

export type SeededFault = Seeded<Behaviour, Fault>;

/** Seeds a fault in `proposed`. */
export const seed = seedIn<Behaviour, Fault>(VARIANTS.proposed);

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
