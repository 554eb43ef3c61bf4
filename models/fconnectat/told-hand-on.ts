// SPDX-License-Identifier: MIT
// In which steps a call of each variant hands a wake-up on: in which somebody else is woken when it fails, dies or goes elsewhere.
import { fconnectat } from './model.ts';
import type { Seen } from './state.ts';
import { after, scenario, stateOf, wakeText } from './told-made.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Task = Seen['task']['c1'];

/** For each step of a call that may follow a wait, a call that leaves there the listener at which it has waited. */
const LEAVING: Readonly<Record<string, Partial<Task>>> = {
  WalkComponent: { pc: 'walk', nd: 'D1', rest: ['d1'] },
  Find: { pc: 'find', ino: 'R' },
  Lock: { pc: 'lock', other: 'B' },
  Woken: { pc: 'woken', other: 'A', sig: 'kill' },
};

function handsOnIn(variant: VariantName): readonly string[] {
  const model = fconnectat(scenario, VARIANTS[variant]);
  const first = model.initials()[0]!;
  const call = VARIANTS[variant].program.at(-1)!;
  const locked = { pc: 'lock', call, ino: 'iA', other: 'A', fd: 'iA' } as const;
  const full = stateOf(first, locked, { sock: 'listening', queue: ['x'], waiters: [] });
  const asleep = after(model, full, 'Lock', 'c1').task.c1;
  return Object.entries(LEAVING)
    .filter(([action, leaving]) => {
      const made = stateOf(
        first,
        { ...asleep, ...leaving },
        { sock: 'listening', queue: [], waiters: ['c2', 'c3'] },
      );
      const before: Seen = { ...made, sock: { ...made.sock, B: 'bound' } };
      return wakeText(before, after(model, before, action, 'c1')).length > 0;
    })
    .map(([action]) => action);
}

/** A phrase for each. */
export const toldVariants = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (Object.keys(VARIANTS) as VariantName[]).map((variant) => [
      variant,
      `hands on in ${handsOnIn(variant).join(', ') || 'no step'}`,
    ]),
  );
