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
  readonly route: Route;
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

/** Breadth first through the states of a model, each with the states in which its specification may be. */
export class ProductWalk {
  private readonly graph: ObservedGraph;
  private readonly run: SpecificationRun;
  private readonly nodes: Nodes;
  /** By edge, the step that the specification sees; -1 where it was not asked. */
  private readonly steps: Int32Array;
  /** Where the walk is: an initial state at first, then an edge out of a node. */
  private start = 0;
  private node = -1;
  private edge = -1;

  constructor(graph: ObservedGraph, run: SpecificationRun) {
    this.graph = graph;
    this.run = run;
    this.nodes = new Nodes(graph.observed.length, run);
    this.steps = new Int32Array(graph.target.length).fill(-1);
  }

  /** The way to where the walk is: to the step that the specification was asked about last. */
  get route(): Route {
    return this.node < 0 ? { start: this.start, edges: [] } : this.nodes.path(this.node, [this.edge]);
  }

  /** A shortest path to a step that nothing explains; undefined when there is none. */
  findGap(): Gap | undefined {
    const { graph, nodes, run } = this;
    const { first, target, observed } = graph;
    for (; this.start < graph.initial; this.start++) {
      const set = run.initial(observed[this.start] as number);
      if (set === EMPTY) return { route: this.route, set };
      nodes.add(this.start, set, -1, -1);
    }
    for (this.node = 0; this.node < nodes.state.length; this.node++) {
      const state = nodes.state[this.node] as number;
      const set = nodes.set[this.node] as number;
      const end = first[state + 1] as number;
      for (this.edge = first[state] as number; this.edge < end; this.edge++) {
        const to = target[this.edge] as number;
        // What changes nothing is no step.
        if (to === state) continue;
        const next = run.after(set, this.stepOf(this.edge, state, to));
        if (next === EMPTY) return { route: this.route, set };
        nodes.add(to, next, this.node, this.edge);
      }
    }
    return undefined;
  }

  private stepOf(edge: number, state: number, to: number): number {
    const known = this.steps[edge] as number;
    if (known >= 0) return known;
    const { observed, actorOf, instance } = this.graph;
    const actor = actorOf[instance[edge] as number] as number;
    const step = this.run.step(observed[state] as number, actor, observed[to] as number);
    this.steps[edge] = step;
    return step;
  }
}
