// SPDX-License-Identifier: MIT
// What a proposal says of a scenario on a kernel: how it is built, what each step is there, and what is then to be seen.
import type { Label, Model } from '../../../models/kit/index.ts';
import type { CallOp, Op, Returned } from '../protocol/types.ts';
import type { Readings } from './readings.ts';
import type { Show, Stage, View } from './view.ts';

/** Why an edge of a graph is not walked on a kernel. There is no other reason. */
export const REASONS = {
  bound: 'the model is at a bound that the kernel does not have',
  beyond: 'its state is reached by such edges alone',
} as const;

export type Reason = keyof typeof REASONS;

/** A step as operations, and the events that are to be seen: `c1 returned OK`. */
export interface Acted {
  readonly ops: readonly Op[];
  readonly events: readonly string[];
}

/** A scenario of a variant, on a kernel. */
export interface Scene<S> {
  readonly model: Model<S>;
  /** The tasks that are looked at, by their names in the model; the number is the shim's. */
  readonly tasks: Readonly<Record<string, number>>;
  /** What builds the initial state. Each call in it must succeed. */
  setUp(initial: S): readonly Op[];
  /** Why this edge cannot be walked; undefined when it can. `before` unpacks the state, which is not done for nothing. */
  closed?(label: Label, before: () => S): Exclude<Reason, 'beyond'> | undefined;
  act(before: S, label: Label, after: S): Acted;
  /** What each task is seen to do in a state. */
  show(state: S): Readonly<Record<string, Show>>;
  /** Whether a path may end in this state: the probes say most where no task is in the middle of something. */
  isEnd?(state: S): boolean;
  /**
   * What tells a state from its neighbours, as acts one after the other; each leaves all tasks as it says. The last one of
   * a path.
   */
  probe(state: S): readonly Probe[];
  /** Whether two states differ in nothing that a kernel has: only in what is still to be done to it. */
  isOneOnKernel(a: S, b: S): boolean;
  /** Whether a step is one of those who attack, not of the callers that the claims are about. */
  isAttackers(label: Label): boolean;
  /**
   * A state as the kernel shows it: what can be seen is taken from what was seen after each stage, the rest from the model.
   */
  observed(state: S, stages: readonly Pick<Stage, 'name' | 'edge'>[], seen: readonly View[]): S;
  /** What a call is seen to have returned, as the end of an event; undefined when it is nobody's business. */
  read(call: CallOp, returned: Returned, pids: ReadonlyMap<number, string>): string | undefined;
  /** `read` as data, which a C program needs. */
  readonly readings?: Readings;
}

/** One look at the state that a path has led to. */
export interface Probe extends Acted {
  /** For people: `accept on A`. */
  readonly name: string;
  readonly show: Readonly<Record<string, Show>>;
}
