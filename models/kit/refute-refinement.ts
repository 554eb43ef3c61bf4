// SPDX-License-Identifier: MIT
// Is a model a refinement of a specification? Judged when a search is at its end.
import { SyspecError } from '../../base/errors.ts';
import type { Instance } from './instance.ts';
import { ModelError } from './model-error.ts';
import { type Gap, type ObservedGraph, ProductWalk } from './product.ts';
import type { Refinement, Unexplained } from './refinement.ts';
import { traceAlong } from './route.ts';
import { SpecificationRun } from './specification-run.ts';
import { inEachState, type Refutation, type WholeGraph } from './whole-graph.ts';

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
  const gap = gapIn(
    graph,
    `${reader}: specification`,
    { ...table, initial: graph.initial, observed, actorOf },
    run,
  );
  if (gap === undefined) return undefined;
  return {
    trace: traceAlong(machine, store, table, gap.route),
    unexplained: unexplained(graph, gap, run, observed, actor),
  };
}

/** The gap; what the specification throws is told with the way to the step that it was asked about. */
function gapIn(
  { machine, store, table }: WholeGraph,
  reader: string,
  observed: ObservedGraph,
  run: SpecificationRun,
): Gap | undefined {
  const walk = new ProductWalk(observed, run);
  try {
    return machine.explaining(reader, () => walk.findGap());
  } catch (error) {
    if (!(error instanceof SyspecError)) throw error;
    throw new ModelError(error, machine.name, traceAlong(machine, store, table, walk.route));
  }
}

function unexplained(
  { machine, table }: WholeGraph,
  { route, set }: Gap,
  run: SpecificationRun,
  observed: Int32Array,
  actor: Refinement<never>['actor'],
): Unexplained {
  const seen = (state: number) => run.observations.values[observed[state] as number];
  const edge = route.edges.at(-1);
  if (edge === undefined) {
    return { actor: null, before: null, after: seen(route.start), specification: [] };
  }
  const from = route.edges.length > 1 ? table.target[route.edges.at(-2) as number] : route.start;
  const { taken } = machine.instances[table.instance[edge] as number] as Instance;
  return {
    actor: actor(taken),
    before: seen(from as number),
    after: seen(table.target[edge] as number),
    specification: run.members(set),
  };
}
