// SPDX-License-Identifier: MIT
// What a proposal says of a scenario on a kernel: how it is built, what each step is there, and what is then to be seen.
import { isDeepStrictEqual } from 'node:util';
import type { RivalsAt } from '../../../models/kernel/rival.ts';
import type { Label, Model } from '../../../models/kit/index.ts';
import type { CallOp, Op, Returned } from '../protocol/types.ts';
import type { Readings } from './readings.ts';
import type { Leg, Show, View } from './view.ts';

/** Why an edge of a graph is not walked on a kernel. There is no other reason. */
export const REASONS = {
  bound: 'the model is at a bound that the kernel does not have',
  waits: 'the kernel waits there for what the model does not have it wait for',
  noticed: 'the kernel takes notice there of what the model lets pass',
  inside: 'the kernel is in the call by then, and the model in front of it',
  beyond: 'its state is reached by such edges alone',
  urgent: "a step of the kernel's own is due, and comes first",
  unasked: "a step of the kernel's own that it does not take there",
  order: 'one of several steps that the kernel takes at once: nobody sees in which order',
  passed: 'its state is one that the kernel never stands in: it has gone on before',
} as const satisfies Record<string, string>;

export type Reason = keyof typeof REASONS;

/** Reasons that lie in how the kernel works, whatever the schedule: what is walked shows that it does work so. */
export const OF_KERNEL: ReadonlySet<Reason> = new Set(['urgent', 'unasked', 'order', 'passed']);

/** A kernel that has not come to rest after a step. */
export interface Settling<S> {
  readonly before: S;
  /** The step that a walk has taken, */
  readonly label: Label;
  /** what it has led to, */
  readonly after: S;
  /** the urgent steps since, oldest first, */
  readonly since: readonly Label[];
  /** and where they have led. */
  readonly now: S;
}

/**
 * Steps that a kernel takes by itself as soon as it can, such as to give a lock to one who waits for it: nobody can be parked
 * in front of them.
 */
export interface Urgent<S> {
  /** Whether a step is such a one, wherever it is taken. */
  is(label: Label): boolean;
  /**
   * Whether it is one that may come next, where it is enabled. When there are several the kernel chooses, and it is seen
   * which; when there is none it is at rest. At first it is.
   */
  takes(label: Label, settling: Settling<S>): boolean;
}

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
  closed?(label: Label, before: () => S): 'bound' | 'waits' | 'noticed' | 'inside' | undefined;
  /** Operations are those of steps that are planned: an urgent one takes none. */
  act(before: S, label: Label, after: S): Acted;
  readonly urgent?: Urgent<S>;
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
   * A state as the kernel shows it: what can be seen is taken from what was seen after each leg, the rest from the model.
   */
  observed(state: S, legs: readonly Pick<Leg, 'name' | 'edge'>[], seen: readonly View[]): S;
  /** What a call is seen to have returned, as the end of an event; undefined when it is nobody's business. */
  read(call: CallOp, returned: Returned, pids: ReadonlyMap<number, string>): string | undefined;
  /** `read` as data, which a C program needs. */
  readonly readings?: Readings;
}

/** What is the same in every scene whose attackers are rivals, each with a program. */
export const ofRivals = <S extends RivalsAt>(
  rivals: readonly { readonly name: string }[],
): Pick<Scene<S>, 'isOneOnKernel' | 'isAttackers'> => ({
  isOneOnKernel: (a, b) => isDeepStrictEqual({ ...a, at: undefined }, { ...b, at: undefined }),
  isAttackers: ({ params }) => rivals.some(({ name }) => name === params[0]),
});

/** One look at the state that a path has led to. */
export interface Probe extends Acted {
  /** For people: `accept on A`. */
  readonly name: string;
  readonly show: Readonly<Record<string, Show>>;
}
