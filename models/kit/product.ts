// SPDX-License-Identifier: MIT
// Trace inclusion: a model's graph beside the sets of states in which its specification may be.
import type { EdgeTable } from './edges.ts';
import type { Route } from './route.ts';
import { EMPTY, type SpecificationRun } from './specification-run.ts';

/** What the walk needs of a model's graph. */
export interface ObservedGraph extends EdgeTable {
  readonly initial: number;
  /** For each state, the number of what is observed of it. */
  readonly observed: Int32Array;
  /** For each action instance, the number of its actor. */
  readonly actorOf: Int32Array;
}

/** What the walk ended with. */
export interface Gap {
  readonly path: Route;
  /** The set of the specification's states before the step; EMPTY where there is no step. */
  readonly set: number;
}

/** A node is a state with a set; those of one state are a list. */
class Nodes {
  readonly state: number[] = [];
  readonly set: number[] = [];
  readonly parent: number[] = [];
  readonly edge: number[] = [];
  private readonly older: number[] = [];
  private readonly newest: Int32Array;
  private readonly run: SpecificationRun;

  constructor(states: number, run: SpecificationRun) {
    this.newest = new Int32Array(states).fill(-1);
    this.run = run;
  }

  /** Adds a node, unless one of the same state has fewer states of the specification: what that has, this would have. */
  add(state: number, set: number, parent: number, edge: number): void {
    for (let at = this.newest[state] as number; at >= 0; at = this.older[at] as number) {
      if (this.run.isWithin(this.set[at] as number, set)) return;
    }
    this.older.push(this.newest[state] as number);
    this.newest[state] = this.state.push(state) - 1;
    this.set.push(set);
    this.parent.push(parent);
    this.edge.push(edge);
  }

  path(node: number, lastEdge: readonly number[]): Route {
    const edges = [...lastEdge];
    let at = node;
    for (; (this.parent[at] as number) >= 0; at = this.parent[at] as number)
      edges.unshift(this.edge[at] as number);
    return { start: this.state[at] as number, edges };
  }
}

/** A shortest path to a step that nothing explains, breadth first; undefined when there is none. */
export function findGap(graph: ObservedGraph, run: SpecificationRun): Gap | undefined {
  const { first, target, instance, observed, actorOf } = graph;
  const nodes = new Nodes(observed.length, run);
  const steps = new Int32Array(target.length).fill(-1);
  for (let state = 0; state < graph.initial; state++) {
    const set = run.initial(observed[state] as number);
    if (set === EMPTY) return { path: { start: state, edges: [] }, set };
    nodes.add(state, set, -1, -1);
  }
  for (let node = 0; node < nodes.state.length; node++) {
    const state = nodes.state[node] as number;
    const set = nodes.set[node] as number;
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const to = target[edge] as number;
      // What changes nothing is no step.
      if (to === state) continue;
      let step = steps[edge] as number;
      if (step < 0) {
        step = run.step(
          observed[state] as number,
          actorOf[instance[edge] as number] as number,
          observed[to] as number,
        );
        steps[edge] = step;
      }
      const next = run.after(set, step);
      if (next === EMPTY) return { path: nodes.path(node, [edge]), set };
      nodes.add(to, next, node, edge);
    }
  }
  return undefined;
}
