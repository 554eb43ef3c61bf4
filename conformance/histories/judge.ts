// SPDX-License-Identifier: MIT
// Is there an order of the calls of a history that explains it? The search of Wing and Gong ("Testing and verifying concurrent
// objects", 1993), which goes into no configuration twice, as of Lowe ("Testing for linearizability", 2017): a configuration is which
// calls are over, and the state.
import { beginningOf, requireHistory } from './history.ts';
import type { Call, History, Judgement, Sequential } from './types.ts';

/** How far a judge goes. */
export interface JudgeOptions {
  /** How many different orders are wanted; one, if nothing is said. */
  readonly orders?: number;
  /** How many configurations it looks at, of a history and of each of its beginnings. */
  readonly configurations?: number;
}

const CONFIGURATIONS = 1_000_000;

interface Found {
  /** By the places of the calls in the history. */
  readonly orders: readonly (readonly number[])[];
  readonly configurations: number;
  /** Whether the search went to its end, or has all that was wanted. */
  readonly isWhole: boolean;
}

/** A call with its place in the history, and the bit that says that it is over. */
interface Placed<A, R> {
  readonly call: Call<A, R>;
  readonly at: number;
  readonly bit: bigint;
  readonly end: number;
}

/** One search. */
class Search<S, A, R> {
  readonly orders = new Map<string, readonly number[]>();
  configurations = 0;
  private readonly calls: readonly Placed<A, R>[];
  /** Those that lead to no end; while one is looked at, it is among them, since it leads to no end through itself. */
  private readonly dead = new Set<string>();

  private readonly sequential: Sequential<S, A, R>;
  private readonly wanted: number;
  private readonly bound: number;

  constructor(
    history: History<A, R>,
    sequential: Sequential<S, A, R>,
    { orders, configurations }: Required<JudgeOptions>,
  ) {
    this.sequential = sequential;
    this.wanted = orders;
    this.bound = configurations;
    const ended = history.map((call, at) => ({
      call,
      at,
      bit: 1n << BigInt(at),
      end: call.end ?? Number.POSITIVE_INFINITY,
    }));
    this.calls = ended.sort((a, b) => a.end - b.end || a.call.begin - b.call.begin);
  }

  get isOver(): boolean {
    return this.orders.size >= this.wanted || this.configurations > this.bound;
  }

  /** Goes on from a configuration; whether there is an order. */
  from(over: bigint, state: S, order: readonly number[]): boolean {
    const first = this.calls.find(({ bit }) => (over & bit) === 0n);
    if (first === undefined || first.call.end === undefined) {
      this.orders.set(order.join(), order);
      return true;
    }
    const key = `${over.toString(36)} ${this.sequential.key(state)}`;
    if (this.dead.has(key)) return false;
    this.dead.add(key);
    this.configurations++;
    let isFound = false;
    // What begins after the first end comes after the call that ended there.
    for (const { call, at, bit } of this.calls) {
      if (call.begin > first.end || (over & bit) !== 0n) continue;
      for (const next of this.sequential.steps(state, call)) {
        if (this.isOver) return isFound;
        const [nowOver, nowOrder] = next.isLast ? [over | bit, [...order, at]] : [over, order];
        isFound = this.from(nowOver, next.state, nowOrder) || isFound;
      }
    }
    if (isFound) this.dead.delete(key);
    return isFound;
  }
}

function searched<S, A, R>(
  history: History<A, R>,
  sequential: Sequential<S, A, R>,
  { orders = 1, configurations = CONFIGURATIONS }: JudgeOptions,
): Found {
  const search = new Search(history, sequential, { orders, configurations });
  search.from(0n, sequential.initial, []);
  return {
    orders: [...search.orders.values()],
    configurations: search.configurations,
    isWhole: search.orders.size >= orders || search.configurations <= configurations,
  };
}

/** The shortest beginning that is known to be explained by nothing; of a history of which that is known. */
function shortest<S, A, R>(
  history: History<A, R>,
  sequential: Sequential<S, A, R>,
  options: JudgeOptions,
): History<A, R> {
  const ends = history.flatMap(({ end }) => end ?? []).sort((a, b) => a - b);
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { orders, isWhole } = searched(beginningOf(history, ends[middle]!), sequential, options);
    if (orders.length === 0 && isWhole) high = middle;
    else low = middle + 1;
  }
  return beginningOf(history, ends[high]!);
}

/**
 * Whether some order of atomic steps, each between the begin and the end of its call, explains a history.
 * @throws RangeError when it is no history
 */
export function judge<S, A, R>(
  history: History<A, R>,
  sequential: Sequential<S, A, R>,
  options: JudgeOptions = {},
): Judgement<A, R> {
  requireHistory(history);
  const { orders, configurations, isWhole } = searched(history, sequential, options);
  if (orders.length > 0)
    return { verdict: 'linearizable', orders: orders.map((order) => order.map((at) => history[at]!)) };
  if (!isWhole) return { verdict: 'inconclusive', configurations };
  return { verdict: 'refuted', beginning: shortest(history, sequential, { ...options, orders: 1 }) };
}
