// SPDX-License-Identifier: MIT
// Ways through a graph that a search has walked, as traces.
import type { EdgeTable } from './edges.ts';
import type { Machine } from './machine.ts';
import type { StateStore } from './store.ts';
import { replayPath, type Trace } from './trace.ts';

/** A state and the edges that are taken from there, one after the other. */
export interface Route {
  readonly start: number;
  readonly edges: readonly number[];
  /** How many of the edges are taken once only; the others are repeated for ever. */
  readonly loop?: number;
}

/** The states, parameters and results on a path. */
export function traceAlong<S>(machine: Machine, store: StateStore, table: EdgeTable, route: Route): Trace<S> {
  const hops = route.edges.map((edge) => ({
    instance: table.instance[edge] as number,
    to: table.target[edge] as number,
  }));
  const trace = replayPath<S>(machine, store, route.start, hops);
  return route.loop === undefined ? trace : { ...trace, loop: route.loop };
}
