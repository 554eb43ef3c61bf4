// SPDX-License-Identifier: MIT
// Scenarios, and those who act in them beside the callers, as they are written down: `rival('mover', exchange(['D1', 's'], ['D2', 's']))`. What is
// done to an object is in its `programs.ts`.
import type { AnyOperation, Rival } from './rival.ts';
import type { Signal } from './signal.ts';

/** Somebody who takes the operations one after the other. */
export const rival = <Ops extends readonly unknown[]>(name: string, ...program: Ops) => ({
  name,
  loops: false,
  program,
});

/** Somebody who starts again at the end. */
export const looping = <Ops extends readonly unknown[]>(name: string, ...program: Ops) => ({
  name,
  loops: true,
  program,
});

/** kill(2). */
export const send = <P extends string>(signal: Signal, to: P) =>
  ({ step: 'SendSignal', signal, to }) as const;

/** The freezer of suspend, or of cgroup v1 (`freeze_task`, `__thaw_task`, kernel/freezer.c). */
export function freezeAndThaw<P extends string>(to: P) {
  return [
    { step: 'Freeze', to },
    { step: 'Thaw', to },
  ] as const;
}

/** What a scenario has of its own: its name, parts of the world, arguments of some callers, rivals. */
type Own<W extends { readonly args: object }, Op extends AnyOperation> = Partial<Omit<W, 'args'>> & {
  readonly name: string;
  readonly args?: W['args'];
  readonly rivals?: readonly Rival<Op>[];
};

/** Gives what makes scenarios that begin in this world, except as each says. */
export const scenariosIn =
  <W extends { readonly args: object }, Op extends AnyOperation>(world: W) =>
  ({ args, rivals = [], ...own }: Own<W, Op>) => ({
    ...{ ...world, ...own },
    args: { ...world.args, ...args },
    rivals,
  });

/** Every subset; in the order of binary numbers, the first one's bit the least. */
export const subsets = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, at) => (bits >> at) & 1));
