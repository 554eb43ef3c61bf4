// SPDX-License-Identifier: MIT
// Observed must be among allowed: the first op of a sequence after which it is not.
import type { System } from '../../../../models/kernel/system/index.ts';
import type { Generated } from './generate.ts';
import { type Outcome, sameOutcome } from './outcome.ts';
import { Prediction } from './predict.ts';
import type { SeqOp } from './sequence.ts';

/** Where a kernel left the model. */
export interface Difference {
  /** Index in the sequence. */
  readonly at: number;
  readonly op: SeqOp;
  readonly allowed: readonly Outcome[];
  /** Undefined when there is no outcome: the sequence ended before. */
  readonly observed: Outcome | undefined;
}

/** The first difference, or undefined. `observed` has one outcome an op; fewer when the run was cut short. `ordered`: see `sameOutcome`. */
export function judge(
  system: System,
  { steps }: Generated,
  observed: readonly Outcome[],
  ordered = true,
): Difference | undefined {
  // Where the model allows one outcome each time, what was predicted is what is compared.
  if (steps.every(({ allowed }) => allowed.length === 1)) {
    const at = steps.findIndex(({ allowed }, i) => !sameOutcome(allowed[0]!, observed[i], ordered));
    return at < 0
      ? undefined
      : { at, op: steps[at]!.op, allowed: steps[at]!.allowed, observed: observed[at] };
  }
  const prediction = new Prediction(system);
  // The kernel was given the descriptors of the first prediction, whatever came back on the way.
  for (const [at, { op }] of steps.entries()) {
    const seen = observed[at];
    if (prediction.take(op, (outcome) => sameOutcome(outcome, seen, ordered))) continue;
    return { at, op, allowed: prediction.steps.at(-1)!.allowed, observed: seen };
  }
  return undefined;
}

/** The first op that the model cannot issue, and why not; undefined when it can issue them all. */
export function refusedOp(system: System, ops: readonly SeqOp[]): { op: SeqOp; why: string } | undefined {
  const prediction = new Prediction(system);
  for (const op of ops) {
    try {
      const why = prediction.refusal(op);
      if (why !== undefined) return { op, why };
    } catch (error) {
      // A call that there is not, or that cannot take such arguments.
      return { op, why: (error as Error).message };
    }
    prediction.take(op);
  }
  return undefined;
}

/** Predicts a sequence whose ops are given, as after shrinking; undefined when the model cannot issue one of them. */
export function predict(system: System, ops: readonly SeqOp[]): Generated | undefined {
  const prediction = new Prediction(system);
  for (const op of ops) {
    if (!prediction.canTake(op)) return undefined;
    prediction.take(op);
  }
  return { ops, steps: prediction.steps };
}
