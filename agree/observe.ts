// SPDX-License-Identifier: MIT
// TLC's side: its state graph with who takes each step, and what every claim is worth in every state.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { readDot, type StateGraph } from '../tla/runner/dot.ts';
import type { Mark, Taken } from '../tla/runner/marks.ts';
import { type Companion, type Formulas, observePlace, type Observed as Ran } from '../verdicts/joined.ts';
import { nameOf, type TlcPlace } from '../verdicts/place.ts';
import { fromTlc, type Graph, labelOf } from './graph.ts';

/** What one run of TLC shows of a place. */
export interface Observed {
  readonly graph: Graph;
  readonly depth: number | null;
  /** For each state of the graph, the values of the formulas over states. */
  readonly values: readonly (readonly boolean[])[];
  /** Whether the graph's edges carry who takes them: the manifest lists the actions. */
  readonly actors: boolean;
}

/** Gathers what one run of TLC dumps and prints. */
export class GraphWatch implements Omit<Companion, 'seen'> {
  readonly actions: Companion['actions'];
  readonly dump: string;
  readonly #place: TlcPlace;
  readonly #folder = mkdtempSync(join(tmpdir(), 'syspec-agree-'));
  readonly #values: (readonly boolean[])[] = [];
  readonly #takers: (readonly Taken[])[] = [];

  constructor(place: TlcPlace) {
    const { actions } = place.manifest;
    this.#place = place;
    this.actions = Object.keys(actions).length > 0 ? actions : undefined;
    this.dump = join(this.#folder, 'graph.dot');
  }

  onMark(mark: Mark): void {
    if (mark.kind === 'state') this.#values.push(mark.values);
    else if (mark.kind === 'step') this.#takers.push(mark.taken);
  }

  /** What a run has shown that could evaluate all formulas. Throws SyspecError as `observeGraph`. */
  async graph({ run }: Pick<Ran, 'run'>): Promise<Observed> {
    const actors = this.actions !== undefined;
    const values = this.#values;
    const graph = actors ? await withActors(this.#place, this.dump, this.#takers) : await readDot(this.dump);
    if (graph.states.size !== values.length)
      outOfStep(this.#place, 'state', graph.states.size, values.length);
    return { graph: fromTlc(graph), depth: run.depth, values, actors };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Runs TLC, which neither a claim nor a step ends early. Throws SyspecError when there is no graph to compare: BAD_INPUT
 * where a formula cannot be evaluated or a step is of no listed action, and those of `observePlace`.
 */
export async function observeGraph(place: TlcPlace, formulas: Formulas): Promise<Observed> {
  const watch = new GraphWatch(place);
  const { actions, dump } = watch;
  try {
    const wanted = actions === undefined ? formulas : { ...formulas, actions };
    const { run, whole } = await observePlace(place, wanted, (mark) => watch.onMark(mark), { dump });
    if (!whole) {
      const why = run.message ?? run.violation?.message ?? 'a formula is neither true nor false';
      throw new SyspecError('BAD_INPUT', `${nameOf(place)}: ${why}`, "'syspec check' names the claim.");
    }
    return await watch.graph({ run });
  } finally {
    watch.close();
  }
}

/** The dump, with actions and their actors as labels: what was printed of its steps has their order. */
async function withActors(
  place: TlcPlace,
  dump: string,
  takers: readonly (readonly Taken[])[],
): Promise<StateGraph> {
  const edges = new Map<string, readonly [string, string, string]>();
  let step = 0;
  const graph = await readDot(dump, (from, action, to) => {
    const actors = (takers[step++] ?? []).filter((taken) => taken.action === action);
    if (actors.length === 0) {
      const message = `${place.manifest.file}: actions: nothing that it lists takes a step of ${action}`;
      throw new SyspecError('BAD_INPUT', message, 'List the action, with the domains of its parameters.');
    }
    for (const { actor } of actors) {
      const label = labelOf(action, actor);
      edges.set(`${from} ${to} ${label}`, [from, label, to]);
    }
  });
  if (step !== takers.length) outOfStep(place, 'step', step, takers.length);
  return { ...graph, edges: [...edges.values()] };
}

function outOfStep(place: TlcPlace, what: string, dumped: number, printed: number): never {
  const message = `${nameOf(place)}: TLC dumped ${dumped} ${what}s and evaluated formulas in ${printed}`;
  throw new SyspecError('TLC_CRASHED', message);
}
