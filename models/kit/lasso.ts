// SPDX-License-Identifier: MIT
// A fair behaviour that does what it must not: a path to a part of the graph, and a cycle in there.
import { type FairGraph, type FairPart, fairParts, type Goals, mayRest } from './fair.ts';
import type { Route } from './route.ts';

/** The behaviours that are looked for. */
export interface Wanted extends Goals {
  readonly initial: number;
  /** Where the path may go before it is at a start: 1. */
  readonly before: Uint8Array;
  /** Where it may start to be in `after`. */
  readonly starts: Uint8Array;
  /** Where it must be from the start on. */
  readonly after: Uint8Array;
  /** Where the cycle must be. */
  readonly cycle: Uint8Array;
}

const ROOT = -1;
const UNREACHED = -2;

/** Ways breadth first through two layers of the graph: before the start, and after it. */
class Ways {
  /** The states of the second layer, nearest first. */
  readonly reached: number[] = [];
  private readonly states: number;
  private readonly cameBy: Int32Array;
  private readonly from: Int32Array;
  private readonly queue: number[] = [];

  constructor(graph: FairGraph, wanted: Wanted) {
    this.states = graph.first.length - 1;
    this.cameBy = new Int32Array(2 * this.states).fill(UNREACHED);
    this.from = new Int32Array(2 * this.states);
    for (let s = 0; s < wanted.initial; s++) this.reach(wanted, s, ROOT, ROOT, true);
    for (const node of this.queue) this.expand(graph, wanted, node);
  }

  private expand({ first, target }: FairGraph, wanted: Wanted, node: number): void {
    const state = node % this.states;
    if (node >= this.states) this.reached.push(state);
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      this.reach(wanted, target[edge] as number, edge, node, node < this.states);
    }
  }

  private reach(wanted: Wanted, state: number, edge: number, from: number, early: boolean): void {
    if (early && wanted.before[state] === 1) this.add(state, edge, from);
    if (wanted.after[state] === 1 && (!early || wanted.starts[state] === 1)) {
      this.add(state + this.states, edge, from);
    }
  }

  private add(node: number, edge: number, from: number): void {
    if (this.cameBy[node] !== UNREACHED) return;
    this.cameBy[node] = edge;
    this.from[node] = from;
    this.queue.push(node);
  }

  to(state: number): { start: number; edges: number[] } {
    const edges: number[] = [];
    let node = state + this.states;
    while (this.cameBy[node] !== ROOT) {
      edges.push(this.cameBy[node] as number);
      node = this.from[node] as number;
    }
    return { start: node % this.states, edges: edges.reverse() };
  }
}

/** A behaviour of the wanted kind, with a shortest path to its loop; undefined when there is none. */
export function findLasso(graph: FairGraph, wanted: Wanted): Route | undefined {
  const ways = new Ways(graph, wanted);
  const candidates = ways.reached.filter((s) => wanted.cycle[s] === 1);
  const rest = candidates.find((s) => mayRest(graph, s) && hasAll(wanted, s));
  const part = new Int32Array(graph.first.length - 1);
  const ids = new Map(fairParts(graph, wanted, candidates, part).map((found) => [found.id, found]));
  const entry = candidates.find((s) => ids.has(part[s] as number));
  const resting = rest === undefined ? undefined : ways.to(rest);
  if (entry === undefined) return resting && { ...resting, loop: resting.edges.length };
  const prefix = ways.to(entry);
  if (resting !== undefined && resting.edges.length <= prefix.edges.length + 2) {
    return { ...resting, loop: resting.edges.length };
  }
  const cycle = cycleIn(graph, wanted, ids.get(part[entry] as number) as FairPart, part, entry);
  return { start: prefix.start, edges: [...prefix.edges, ...cycle], loop: prefix.edges.length };
}

function hasAll({ marks, goals }: Goals, state: number): boolean {
  return ((marks[state] as number) & goals) === goals;
}

/** What a cycle still has to do. */
interface Errands {
  /** Goals among the states. */
  goals: number;
  /** Strongly fair processes that must take a step. */
  take: number;
  /** Weakly fair processes that must take a step, or be unable to. */
  takeOrRest: number;
}

function runErrands(graph: FairGraph, wanted: Wanted, errands: Errands, edge: number): Errands {
  const to = graph.target[edge] as number;
  const takes = graph.takes[edge] as number;
  return {
    goals: errands.goals & ~(wanted.marks[to] as number),
    take: errands.take & ~takes,
    takeOrRest: errands.takeOrRest & ~takes & (graph.enabled[to] as number),
  };
}

const isEqual = (a: Errands, b: Errands) =>
  a.goals === b.goals && a.take === b.take && a.takeOrRest === b.takeOrRest;
const isDone = ({ goals, take, takeOrRest }: Errands) => (goals | take | takeOrRest) === 0;

/** Goes from one errand to the nearest next, and back to where it began. */
function cycleIn(
  graph: FairGraph,
  wanted: Wanted,
  { members, id }: FairPart,
  part: Int32Array,
  entry: number,
): readonly number[] {
  const enabledHere = members.reduce((mask, s) => mask | (graph.enabled[s] as number), 0);
  let errands: Errands = {
    goals: wanted.goals & ~(wanted.marks[entry] as number),
    take: graph.strong & enabledHere,
    takeOrRest: graph.weak & (graph.enabled[entry] as number),
  };
  const cycle: number[] = [];
  let at = entry;
  while (!isDone(errands) || at !== entry || cycle.length === 0) {
    const before = errands;
    const hops = shortestHops(graph, part, id, at, (edge) =>
      isDone(before)
        ? graph.target[edge] === entry
        : !isEqual(runErrands(graph, wanted, before, edge), before),
    );
    for (const edge of hops) errands = runErrands(graph, wanted, errands, edge);
    cycle.push(...hops);
    at = graph.target[hops.at(-1) as number] as number;
  }
  return cycle;
}

/** The fewest edges inside a part, the last of which is wanted. Steps that change nothing are none. */
function shortestHops(
  { first, target }: FairGraph,
  part: Int32Array,
  id: number,
  from: number,
  isWanted: (edge: number) => boolean,
): readonly number[] {
  const cameBy = new Map<number, number>();
  const previous = new Map<number, number>();
  const queue = [from];
  const back = (edge: number, state: number) => {
    const edges = [edge];
    for (let at = state; at !== from; at = previous.get(at) as number)
      edges.unshift(cameBy.get(at) as number);
    return edges;
  };
  for (const state of queue) {
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const to = target[edge] as number;
      if (part[to] !== id || to === state) continue;
      if (isWanted(edge)) return back(edge, state);
      if (to === from || cameBy.has(to)) continue;
      cameBy.set(to, edge);
      previous.set(to, state);
      queue.push(to);
    }
  }
  throw new TypeError('a part of the graph is not connected');
}
