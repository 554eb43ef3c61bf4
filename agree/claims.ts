// SPDX-License-Identifier: MIT
// Are the claims true of the same states in both engines?
import { type PathStep, pathTo } from './compare.ts';
import type { Graph } from './graph.ts';

/** What both sides say of one claim, in each of their states. */
export interface ClaimValues {
  /** The row: `C1`, or `C1.progress`. */
  readonly claim: string;
  /** By the numbers of the model's states. */
  readonly model: readonly boolean[];
  /** By the numbers of TLC's. */
  readonly tla: readonly boolean[];
}

/** One claim compared. */
export interface ClaimAgreement {
  readonly claim: string;
  /** How many states satisfy it. */
  readonly satisfying: { readonly model: number; readonly tla: number };
  /** The way to the first state, in the model's breadth-first order, in which the two differ; null where none does. */
  readonly first: { readonly path: readonly PathStep[]; readonly model: boolean } | null;
}

const count = (values: readonly boolean[]): number => values.reduce((sum, value) => sum + Number(value), 0);

/** Compares the values of one claim, in the states that both have. */
export function compareClaim(model: Graph, tla: Graph, { claim, ...values }: ClaimValues): ClaimAgreement {
  const first = model.states.findIndex((text, i) => {
    const other = tla.numbers.get(text);
    return other !== undefined && values.tla[other] !== values.model[i];
  });
  return {
    claim,
    satisfying: { model: count(values.model), tla: count(values.tla) },
    first: first < 0 ? null : { path: pathTo(model, first), model: values.model[first]! },
  };
}

/** Whether the claim is true of the same states: of equally many, and nowhere of one alone. */
export const agrees = ({ satisfying, first }: ClaimAgreement): boolean =>
  first === null && satisfying.model === satisfying.tla;
