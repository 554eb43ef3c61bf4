// SPDX-License-Identifier: MIT
// A history, and what may explain it.

/** One call, from its begin to its end: two stamps of one order of all stamps. */
export interface Call<A, R> {
  /** Who made it. A worker makes one call after the other. */
  readonly worker: number;
  readonly begin: number;
  /** Nothing for a call that is *pending*: it has not returned, and may have taken effect, in part or as a whole, or not. */
  readonly end: number | undefined;
  readonly asked: A;
  /** What came of it; nothing while it is pending. */
  readonly result: R | undefined;
}

/** What some workers did at once. */
export type History<A, R> = readonly Call<A, R>[];

/** An atomic step of a call. */
export interface Step<S> {
  readonly state: S;
  /** Whether the call is over by it. Most calls are one step. */
  readonly isLast: boolean;
}

/** What calls do that are made one after the other. */
export interface Sequential<S, A, R> {
  readonly initial: S;
  /**
   * Each way in which `call` can take its next step, with the result that it has; none, if it cannot. A pending call can take every step
   * that it can take with some result: else a beginning of a history that is explained might not be. What a call of several steps has
   * done so far is a part of the state, by its worker.
   */
  steps(state: S, call: Call<A, R>): readonly Step<S>[];
  /** States of which nothing can tell one from the other have the same. */
  key(state: S): string;
}

export type Judgement<A, R> =
  /** Orders in which the calls may have ended, of those that took effect: one, or as many as were asked for. */
  | { readonly verdict: 'linearizable'; readonly orders: readonly History<A, R>[] }
  /** The shortest beginning that nothing explains. What had not returned by then is pending there. */
  | { readonly verdict: 'refuted'; readonly beginning: History<A, R> }
  /** So many configurations were looked at, and that was the bound. */
  | { readonly verdict: 'inconclusive'; readonly configurations: number };
