// SPDX-License-Identifier: MIT
// Does every fair behaviour of a model do what it must? Judged when a search is at its end.
import { findLasso } from './lasso.ts';
import type { Fairness, Liveness } from './liveness.ts';
import { type Route, traceAlong } from './route.ts';
import { inEachState, type Refutation, type WholeGraph } from './whole-graph.ts';

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
