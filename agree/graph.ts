// SPDX-License-Identifier: MIT
// State graphs in one form, whoever walked them: states are canonical texts of all variables.
import type { StateGraph as ModelGraph } from '../models/kit/index.ts';
import type { StateGraph as TlcGraph } from '../tla/runner/dot.ts';

/** A state graph whose states are numbered as they came. */
export interface Graph {
  /** Variable names in one order, that of their code units. */
  readonly variables: readonly string[];
  /** Each state's text: its variables' values in that order, a line each. */
  readonly states: readonly string[];
  /** The number of each state's text; the last one where two states have the same. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly initial: readonly number[];
  /** For each state, its distinct (action, successor). */
  readonly steps: readonly (readonly Edge[])[];
}

/** A step out of a state: the action, with its actor where that is compared, and the number of the successor. */
export interface Edge {
  readonly action: string;
  readonly to: number;
}

type Triple = readonly [from: number, action: string, to: number];

/** Numbers the states; `edges` must be distinct. */
function build(
  variables: readonly string[],
  states: readonly string[],
  initial: readonly number[],
  edges: Iterable<Triple>,
): Graph {
  const steps: Edge[][] = states.map(() => []);
  for (const [from, action, to] of edges) steps[from]!.push({ action, to });
  return { variables, states, numbers: new Map(states.map((text, i) => [text, i])), initial, steps };
}

/** An action as an edge's label: `Take("c1")`, or `Tick` where nobody in particular takes it. */
export const labelOf = (action: string, actor: string | undefined): string =>
  actor === undefined ? action : `${action}(${actor})`;

/** The graph that the explorer walked; `actors` says whether its edges carry who takes them. */
export function fromModel(graph: ModelGraph, actors = false): Graph {
  const order = graph.variables
    .map((_, i) => i)
    .sort((a, b) => (graph.variables[a]! < graph.variables[b]! ? -1 : 1));
  const states = graph.states.map((values) => order.map((i) => values[i]).join('\n'));
  return build(
    order.map((i) => graph.variables[i]!),
    states,
    graph.initial,
    actors
      ? graph.taken.map(([from, action, to, actor]): Triple => [from, labelOf(action, actor), to])
      : graph.edges,
  );
}

/** The graph that TLC dumped. */
export function fromTlc(graph: TlcGraph): Graph {
  const ids = new Map([...graph.states.keys()].map((id, i) => [id, i]));
  const first = graph.states.values().next().value ?? {};
  const variables = Object.keys(first).sort();
  const states = [...graph.states.values()].map((values) => variables.map((name) => values[name]).join('\n'));
  const number = (id: string) => ids.get(id)!;
  const edges = graph.edges.map(([from, action, to]): Triple => [number(from), action, number(to)]);
  return build(variables, states, graph.initial.map(number), edges);
}

/** How many distinct edges there are. */
export function countEdges(graph: Graph): number {
  return graph.steps.reduce((sum, steps) => sum + steps.length, 0);
}
