// SPDX-License-Identifier: MIT
// Histories as such: whether they are well-formed, how they begin, who overlapped.
import type { Call, History } from './types.ts';

/** Whether `a` had ended when `b` began. */
const isBefore = (a: Call<unknown, unknown>, b: Call<unknown, unknown>): boolean =>
  a.end !== undefined && a.end < b.begin;

/** Whether neither had ended when the other began. */
export const overlap = (a: Call<unknown, unknown>, b: Call<unknown, unknown>): boolean =>
  !isBefore(a, b) && !isBefore(b, a);

/** How many pairs of calls overlap. */
export function overlappingPairs(history: History<unknown, unknown>): number {
  const laterOnes = (i: number) => history.slice(i + 1);
  return history.flatMap((a, i) => laterOnes(i).filter((b) => overlap(a, b))).length;
}

/**
 * Makes sure that a history is one.
 * @throws RangeError where a call ends before it begins, or a worker makes two calls at once
 */
export function requireHistory(history: History<unknown, unknown>): void {
  const lastOf = new Map<number, Call<unknown, unknown>>();
  for (const call of [...history].sort((a, b) => a.begin - b.begin)) {
    if (call.end !== undefined && call.end <= call.begin)
      throw new RangeError(
        `a call of worker ${call.worker} that began at ${call.begin} ended at ${call.end}`,
      );
    const last = lastOf.get(call.worker);
    if (last !== undefined && !isBefore(last, call))
      throw new RangeError(
        `worker ${call.worker} made two calls at once, at ${last.begin} and ${call.begin}`,
      );
    lastOf.set(call.worker, call);
  }
}

/** What is known of a history at the stamp `until`. */
export function beginningOf<A, R>(history: History<A, R>, until: number): History<A, R> {
  return history
    .filter(({ begin }) => begin < until)
    .map((call) =>
      call.end === undefined || call.end <= until ? call : { ...call, end: undefined, result: undefined },
    );
}

/** The history for people: a line for each call, in the order of their begins, with a bar from its begin to its end. */
export function drawnHistory<A, R>(history: History<A, R>, words: (call: Call<A, R>) => string): string {
  const calls = [...history].sort((a, b) => a.begin - b.begin);
  const stamps = calls.flatMap(({ begin, end }) => (end === undefined ? [begin] : [begin, end]));
  const places = new Map(stamps.sort((a, b) => a - b).map((stamp, place) => [stamp, place]));
  const line = (call: Call<A, R>): string => {
    const from = places.get(call.begin)!;
    const to = call.end === undefined ? stamps.length : places.get(call.end)!;
    const bar = '-'.repeat(to - from - (call.end === undefined ? 0 : 1));
    const drawn = `${' '.repeat(from)}|${bar}${call.end === undefined ? '' : '|'}`;
    return `w${call.worker} ${drawn.padEnd(stamps.length + 1)}  ${words(call)}`;
  };
  return calls.map((call) => `${line(call)}\n`).join('');
}
