// SPDX-License-Identifier: MIT
// How a fault is seeded in a model: whole steps are wrapped or replaced, so that the bodies themselves stay as the document has
// them.
import type { BLOCKED } from '../kit/index.ts';
import type { Mutant, Part } from '../proposal.ts';

/** A mutant, the behaviour of the variant that it changes, and its fault: both as the proposal has them. */
export interface Seeded<Behaviour, Fault> extends Mutant {
  readonly behaviour: Behaviour;
  readonly fault: Fault;
}

/**
 * Gives what seeds the faults of a variant of this behaviour: a name and the fault in a sentence, the rules that it contradicts,
 * where it dies, the fault, and what is different in the behaviour.
 */
export function seedIn<Behaviour extends object, Fault>(variant: Behaviour) {
  return (
    name: string,
    what: string,
    breaks: readonly string[],
    [claim, part, scenario]: readonly [string, Part, string],
    fault: Fault,
    change: Partial<Behaviour> = {},
  ): Seeded<Behaviour, Fault> => ({
    ...{ name, what, breaks, killedBy: { claim, part, scenario } },
    behaviour: { ...variant, ...change },
    fault,
  });
}

/** Rows of the table of errors, each deleted in turn: this is where each dies, and what the fault is. */
export const lacking = <Id extends string, Behaviour, Fault>(
  seed: ReturnType<typeof seedIn<Behaviour & object, Fault>>,
  ids: readonly Id[],
  killedBy: readonly [string, Part, string],
  faultOf: (id: Id) => Fault,
): readonly Seeded<Behaviour, Fault>[] =>
  ids.map((id) =>
    seed(`lacks-${id}`, `${id} of the table of errors is not checked`, [id], killedBy, faultOf(id)),
  );

/** A step of a caller `P` in a state `S`; `K` is what the proposal's steps ask of the kernel. */
// biome-ignore lint/suspicious/noConfusingVoidType: a body without a return statement is the usual case.
export type StepOf<K, S, P> = (kernel: K, s: S, p: P) => typeof BLOCKED | void;

/** Another step where `when` is true. */
export function instead<K, S, P>(
  when: (s: S, p: P, kernel: K) => boolean,
  other: StepOf<K, S, P>,
  step: StepOf<K, S, P>,
): StepOf<K, S, P> {
  return (kernel, s, p) => (when(s, p, kernel) ? other(kernel, s, p) : step(kernel, s, p));
}

/** The step, and then something else; nothing where it is blocked. */
export function andThen<K, S, P>(step: StepOf<K, S, P>, then: StepOf<K, S, P>): StepOf<K, S, P> {
  return (kernel, s, p): typeof BLOCKED | undefined => {
    const blocked = step(kernel, s, p) as typeof BLOCKED | undefined;
    if (blocked === undefined) then(kernel, s, p);
    return blocked;
  };
}

/** The other callers. */
export const othersThan = <P extends string>(
  s: { readonly task: Readonly<Record<P, unknown>> },
  p: P,
): readonly P[] => (Object.keys(s.task) as P[]).filter((q) => q !== p);
