// SPDX-License-Identifier: MIT
// Properties that need the whole graph: refinement and liveness, judged when a search is at its end.
import type { EdgeTable } from './edges.ts';
import type { Instance } from './instance.ts';
import { findLasso } from './lasso.ts';
import type { Fairness, Liveness } from './liveness.ts';
import type { Machine } from './machine.ts';
import { located } from './model-error.ts';
import { findGap, type Gap } from './product.ts';
import type { Refinement, Unexplained } from './refinement.ts';
import { type Route, traceAlong } from './route.ts';
import { SpecificationRun } from './specification-run.ts';
import type { StateStore } from './store.ts';
import type { Trace } from './trace.ts';

/** A model's states and edges. */
export interface WholeGraph {
  readonly machine: Machine;
  readonly store: StateStore;
  readonly initial: number;
  readonly table: EdgeTable;
}

/** The counterexample to a property. */
export interface Refutation<S> {
  readonly trace: Trace<S>;
  readonly unexplained?: Unexplained;
}

/** Calls `look` in each state, while the machine's workspace holds it. */
function inEachState({ machine, store }: WholeGraph, look: (state: number) => void): void {
  for (let state = 0; state < store.count; state++) {
    machine.workspace.take(store, state);
    try {
      look(state);
    } catch (error) {
      throw located(error, machine, store, state);
    }
  }
}

/** The shortest trace that is none of the specification, if there is one. */
export function refuteRefinement<S>(graph: WholeGraph, property: Refinement<S>): Refutation<S> | undefined {
  const { machine, store, table } = graph;
  const { name, observe, actor, specification } = property;
  const reader = `property "${name}"`;
  const run = new SpecificationRun(specification);
  const observed = new Int32Array(store.count);
  inEachState(graph, (state) => {
    const seen = (view: object) => run.observations.number(observe(view as S));
    observed[state] = machine.look(`${reader}: observe`, seen);
  });
  const actorOf = machine.explaining(`${reader}: actor`, () =>
    Int32Array.from(machine.instances, ({ taken }) => run.actor(actor(taken))),
  );
  const gap = machine.explaining(`${reader}: specification`, () =>
    findGap({ ...table, initial: graph.initial, observed, actorOf }, run),
  );
  if (gap === undefined) return undefined;
  return {
    trace: traceAlong(machine, store, table, gap.path),
    unexplained: unexplained(graph, gap, run, observed, actor),
  };
}

function unexplained(
  { machine, table }: WholeGraph,
  { path, set }: Gap,
  run: SpecificationRun,
  observed: Int32Array,
  actor: Refinement<never>['actor'],
): Unexplained {
  const seen = (state: number) => run.observations.values[observed[state] as number];
  const edge = path.edges.at(-1);
  if (edge === undefined) {
    return { actor: null, before: null, after: seen(path.start), specification: [] };
  }
  const from = path.edges.length > 1 ? table.target[path.edges.at(-2) as number] : path.start;
  const { taken } = machine.instances[table.instance[edge] as number] as Instance;
  return {
    actor: actor(taken),
    before: seen(from as number),
    after: seen(table.target[edge] as number),
    specification: run.members(set),
  };
}

/** For each state, which of the predicates are true, as bits. */
function marksOf<S>(
  graph: WholeGraph,
  name: string,
  predicates: readonly ((state: S) => boolean)[],
): Int32Array {
  const marks = new Int32Array(graph.store.count);
  inEachState(graph, (state) => {
    for (const [i, holds] of predicates.entries()) {
      const isTrue = graph.machine.read(`property "${name}"`, holds as (state: object) => boolean);
      if (isTrue) marks[state]! |= 1 << i;
    }
  });
  return marks;
}

/** A column of 0 and 1. */
function column(marks: Int32Array, test: (mark: number) => boolean): Uint8Array {
  return Uint8Array.from(marks, (mark) => (test(mark) ? 1 : 0));
}

function fairGraph({ machine, table, store }: WholeGraph, name: string, fairness: readonly Fairness[]) {
  const bits = (wanted: (fair: Fairness) => boolean) =>
    fairness.reduce((mask, fair, i) => (wanted(fair) ? mask | (1 << i) : mask), 0);
  const ofInstance = machine.explaining(`property "${name}": fairness`, () =>
    machine.instances.map(({ taken }) => bits(({ of }) => of(taken))),
  );
  const takes = new Int32Array(table.target.length);
  const enabled = new Int32Array(store.count);
  for (let state = 0; state < store.count; state++) {
    for (let edge = table.first[state] as number; edge < (table.first[state + 1] as number); edge++) {
      if (table.target[edge] === state) continue;
      takes[edge] = ofInstance[table.instance[edge] as number] as number;
      enabled[state]! |= takes[edge] as number;
    }
  }
  const weak = bits(({ kind }) => kind === 'weak');
  return { ...table, takes, enabled, weak, strong: bits(({ kind }) => kind === 'strong') };
}

/** A fair behaviour that does none of what the property asks for, if there is one. */
export function refuteLiveness<S>(graph: WholeGraph, property: Liveness<S>): Refutation<S> | undefined {
  const { name, anyOf, fairness } = property;
  const predicates: ((state: S) => boolean)[] = [];
  const masks = { eventually: 0, 'again and again': 0, settles: 0, from: 0, to: 0 };
  const add = (mask: keyof typeof masks, holds: (state: S) => boolean) => {
    masks[mask] |= 1 << (predicates.push(holds) - 1);
  };
  for (const one of anyOf) {
    if (one.kind !== 'leads to') add(one.kind, one.holds);
    else {
      add('from', one.from);
      add('to', one.to);
    }
  }
  const marks = marksOf(graph, name, predicates);
  const path: Route | undefined = findLasso(fairGraph(graph, name, fairness), {
    initial: graph.initial,
    before: column(marks, (mark) => masks.from !== 0 && (mark & masks.eventually) === 0),
    starts: column(marks, (mark) => (mark & masks.from) === masks.from),
    after: column(marks, (mark) => (mark & (masks.eventually | masks.to)) === 0),
    cycle: column(marks, (mark) => (mark & (masks.eventually | masks.to | masks['again and again'])) === 0),
    // What is to settle must be false in some state of the cycle.
    marks: marks.map((mark) => ~mark),
    goals: masks.settles,
  });
  return path && { trace: traceAlong(graph.machine, graph.store, graph.table, path) };
}
