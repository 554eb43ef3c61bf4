// SPDX-License-Identifier: MIT
// A model's whole graph, when a search is at its end: what refinement and liveness are judged on.
import type { EdgeTable } from './edges.ts';
import type { Machine } from './machine.ts';
import { located } from './model-error.ts';
import type { Unexplained } from './refinement.ts';
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
export function inEachState({ machine, store }: WholeGraph, look: (state: number) => void): void {
  for (let state = 0; state < store.count; state++) {
    machine.workspace.take(store, state);
    try {
      look(state);
    } catch (error) {
      throw located(error, machine, store, state);
    }
  }
}
