// SPDX-License-Identifier: MIT
// TLC's side: its state graph with who takes each step, and what every claim is worth in every state.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { readDot, type StateGraph } from '../tla/runner/dot.ts';
import type { Mark, Taken } from '../tla/runner/marks.ts';
import { type Formulas, observePlace } from '../verdicts/joined.ts';
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

/**
 * Runs TLC, which neither a claim nor a step ends early. Throws SyspecError when there is no graph to compare: BAD_INPUT
 * where a formula cannot be evaluated or a step is of no listed action, and those of `observePlace`.
 */
export async function observeGraph(place: TlcPlace, formulas: Formulas): Promise<Observed> {
  const { manifest } = place;
  const actors = Object.keys(manifest.actions).length > 0;
  const folder = mkdtempSync(join(tmpdir(), 'syspec-agree-'));
  try {
    const dump = join(folder, 'graph.dot');
    const values: (readonly boolean[])[] = [];
    const takers: (readonly Taken[])[] = [];
    const onMark = (mark: Mark) => {
      if (mark.kind === 'state') values.push(mark.values);
      else if (mark.kind === 'step') takers.push(mark.taken);
    };
    const wanted = actors ? { ...formulas, actions: manifest.actions } : formulas;
    const { run, whole } = await observePlace(place, wanted, onMark, { dump });
    if (!whole) {
      const why = run.message ?? run.violation?.message ?? 'a formula is neither true nor false';
      throw new SyspecError('BAD_INPUT', `${nameOf(place)}: ${why}`, "'syspec check' names the claim.");
    }
    const graph = actors ? await withActors(place, dump, takers) : await readDot(dump);
    if (graph.states.size !== values.length) outOfStep(place, 'state', graph.states.size, values.length);
    return { graph: fromTlc(graph), depth: run.depth, values, actors };
  } finally {
    rmSync(folder, { recursive: true, force: true });
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
