// SPDX-License-Identifier: MIT
// Are two state graphs the same? If not, the shortest path to where they part, and what each has there.
import type { Edge, Graph } from './graph.ts';

/** A step on the common path. */
export interface PathStep {
  /** Undefined for the initial state. */
  readonly action: string | undefined;
  readonly state: string;
}

/** A step out of the state at the end of the path. */
export interface Successor {
  readonly action: string;
  readonly state: string;
}

/** Where two graphs part. States are texts, as in a Graph; `variables` names their lines. */
export type Difference =
  | { readonly kind: 'variables'; readonly left: readonly string[]; readonly right: readonly string[] }
  /** Two states of one side have the same text: what a state is shown as does not tell them apart. */
  | {
      readonly kind: 'not injective';
      readonly variables: readonly string[];
      readonly side: 'left' | 'right';
      readonly state: string;
    }
  | {
      readonly kind: 'initial';
      readonly variables: readonly string[];
      readonly onlyLeft: readonly string[];
      readonly onlyRight: readonly string[];
    }
  | {
      readonly kind: 'steps';
      readonly variables: readonly string[];
      /** From an initial state to the state whose steps differ; no shorter path leads to such a state. */
      readonly path: readonly PathStep[];
      readonly onlyLeft: readonly Successor[];
      readonly onlyRight: readonly Successor[];
      readonly both: readonly Successor[];
    };

/** How the walk came to a state: from which state, by which action. Undefined for an initial state. */
type Arrival = { readonly from: number; readonly action: string } | undefined;

/**
 * Walks both graphs together, breadth first. Undefined when they are the same, state for state and edge for edge.
 * Both must hold reachable states only, as TLC's dump and the explorer's graph do.
 */
export function compareGraphs(left: Graph, right: Graph): Difference | undefined {
  if (left.variables.join() !== right.variables.join()) {
    return { kind: 'variables', left: left.variables, right: right.variables };
  }
  return (
    twice(left, 'left') ?? twice(right, 'right') ?? initialStates(left, right) ?? walkTogether(left, right)
  );
}

function twice(graph: Graph, side: 'left' | 'right'): Difference | undefined {
  const state = graph.states.find((text, i) => graph.numbers.get(text) !== i);
  return state === undefined ? undefined : { kind: 'not injective', variables: graph.variables, side, state };
}

function initialStates(left: Graph, right: Graph): Difference | undefined {
  const texts = (graph: Graph) => new Set(graph.initial.map((i) => graph.states[i]!));
  const [ours, theirs] = [texts(left), texts(right)];
  const onlyLeft = [...ours].filter((text) => !theirs.has(text));
  const onlyRight = [...theirs].filter((text) => !ours.has(text));
  if (onlyLeft.length + onlyRight.length === 0) return undefined;
  return { kind: 'initial', variables: left.variables, onlyLeft, onlyRight };
}

function walkTogether(left: Graph, right: Graph): Difference | undefined {
  const arrivals = new Map<number, Arrival>(left.initial.map((i) => [i, undefined]));
  // A Map also iterates over what is added on the way: it is the queue of the search.
  for (const at of arrivals.keys()) {
    const ours = left.steps[at]!;
    const theirs = right.steps[right.numbers.get(left.states[at]!)!]!;
    const split = splitSteps(successors(left, ours), successors(right, theirs));
    if (split.onlyLeft.length + split.onlyRight.length > 0) {
      return { kind: 'steps', variables: left.variables, path: pathBack(left, arrivals, at), ...split };
    }
    for (const { action, to } of ours) if (!arrivals.has(to)) arrivals.set(to, { from: at, action });
  }
  return undefined;
}

function successors(graph: Graph, steps: readonly Edge[]): ReadonlyMap<string, Successor> {
  return new Map(
    steps.map(({ action, to }) => {
      const state = graph.states[to]!;
      return [`${action}\n${state}`, { action, state }];
    }),
  );
}

function splitSteps(ours: ReadonlyMap<string, Successor>, theirs: ReadonlyMap<string, Successor>) {
  const pick = (from: ReadonlyMap<string, Successor>, wanted: (key: string) => boolean) =>
    [...from].filter(([key]) => wanted(key)).map(([, step]) => step);
  return {
    onlyLeft: pick(ours, (key) => !theirs.has(key)),
    onlyRight: pick(theirs, (key) => !ours.has(key)),
    both: pick(ours, (key) => theirs.has(key)),
  };
}

/** A shortest path to a state that can be reached. */
export function pathTo(graph: Graph, state: number): PathStep[] {
  const arrivals = new Map<number, Arrival>(graph.initial.map((i) => [i, undefined]));
  for (const at of arrivals.keys()) {
    if (at === state) break;
    for (const { action, to } of graph.steps[at]!)
      if (!arrivals.has(to)) arrivals.set(to, { from: at, action });
  }
  return pathBack(graph, arrivals, state);
}

function pathBack(graph: Graph, arrivals: ReadonlyMap<number, Arrival>, state: number): PathStep[] {
  const path: PathStep[] = [];
  for (let at: number | undefined = state; at !== undefined; ) {
    const arrival: Arrival = arrivals.get(at);
    path.unshift({ action: arrival?.action, state: graph.states[at]! });
    at = arrival?.from;
  }
  return path;
}
