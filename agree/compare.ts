// SPDX-License-Identifier: MIT
// Are two state graphs the same? If not, the shortest path to where they part, and what each has there.
import type { Edge, Graph } from './graph.ts';

/** A step on the common path. */
export interface PathStep {
  /** Undefined for the initial state. */
  readonly action: string | undefined;
  readonly state: string;
}

/** Where two graphs part. */
export type Difference =
  | { readonly kind: 'variables'; readonly left: readonly string[]; readonly right: readonly string[] }
  /** Two states of one side have the same text: the mapping is not injective. */
  | { readonly kind: 'not injective'; readonly side: 'left' | 'right'; readonly state: string }
  | { readonly kind: 'initial'; readonly onlyLeft: readonly string[]; readonly onlyRight: readonly string[] }
  | {
      readonly kind: 'steps';
      readonly variables: readonly string[];
      /** From an initial state to the state whose steps differ. */
      readonly path: readonly PathStep[];
      readonly onlyLeft: readonly Successor[];
      readonly onlyRight: readonly Successor[];
      readonly both: readonly Successor[];
    };

/** A step out of the state at the end of the path. */
export interface Successor {
  readonly action: string;
  readonly state: string;
}

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
  if (graph.numbers.size === graph.states.length) return undefined;
  const state = graph.states.find((text, i) => graph.numbers.get(text) !== i)!;
  return { kind: 'not injective', side, state };
}

function initialStates(left: Graph, right: Graph): Difference | undefined {
  const [ours, theirs] = [left, right].map((graph) => new Set(graph.initial.map((i) => graph.states[i]!)));
  const onlyLeft = [...ours!].filter((text) => !theirs!.has(text));
  const onlyRight = [...theirs!].filter((text) => !ours!.has(text));
  return onlyLeft.length + onlyRight.length === 0 ? undefined : { kind: 'initial', onlyLeft, onlyRight };
}

function walkTogether(left: Graph, right: Graph): Difference | undefined {
  const cameFrom = new Map<number, readonly [number, string] | undefined>(
    left.initial.map((i) => [i, undefined]),
  );
  for (const at of cameFrom.keys()) {
    const theirs = right.steps[right.numbers.get(left.states[at]!)!]!;
    const split = splitSteps(left, left.steps[at]!, right, theirs);
    if (split.onlyLeft.length + split.onlyRight.length > 0) {
      return { kind: 'steps', variables: left.variables, path: pathTo(left, cameFrom, at), ...split };
    }
    for (const { action, to } of left.steps[at]!) if (!cameFrom.has(to)) cameFrom.set(to, [at, action]);
  }
  return undefined;
}

function splitSteps(left: Graph, ours: readonly Edge[], right: Graph, theirs: readonly Edge[]) {
  const named = (graph: Graph, steps: readonly Edge[]) =>
    new Map(
      steps.map(({ action, to }) => [`${action}\n${graph.states[to]}`, { action, state: graph.states[to]! }]),
    );
  const [a, b] = [named(left, ours), named(right, theirs)];
  return {
    onlyLeft: [...a].filter(([key]) => !b.has(key)).map(([, step]) => step),
    onlyRight: [...b].filter(([key]) => !a.has(key)).map(([, step]) => step),
    both: [...a].filter(([key]) => b.has(key)).map(([, step]) => step),
  };
}

function pathTo(
  graph: Graph,
  cameFrom: ReadonlyMap<number, readonly [number, string] | undefined>,
  state: number,
): PathStep[] {
  const path: PathStep[] = [];
  for (let at: number | undefined = state; at !== undefined; ) {
    const from = cameFrom.get(at) as readonly [number, string] | undefined;
    path.unshift({ action: from?.[1], state: graph.states[at]! });
    at = from?.[0];
  }
  return path;
}
