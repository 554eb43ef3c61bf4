// SPDX-License-Identifier: MIT
// Whether a kernel went along a path: what it showed after every step is what the state that was reached shows.
import type { Crash } from '../lockstep/lane.ts';
import type { SequenceResult } from '../protocol/types.ts';
import { Reader, type View } from './view.ts';
import { type Schedule, SET_UP, type Stage, type Walk } from './walk.ts';

/** Where a kernel left the graph. */
export interface Strayed {
  /** Index of the stage: 0 is the set-up, the last ones are probes. */
  readonly at: number;
  readonly name: string;
  readonly allowed: readonly View[];
  /** Undefined when the sequence ended before. */
  readonly observed: View | undefined;
}

/** A path on which kernel and model differ, or under which the kernel failed. */
export interface ScheduleFailure {
  readonly initial: number;
  /** The labels' texts. */
  readonly labels: readonly string[];
  readonly stages: readonly Pick<Stage, 'name' | 'expected'>[];
  readonly strayed?: Strayed;
  readonly crash?: Crash;
  /** What was seen after each stage, up to the difference. */
  readonly observed: readonly View[];
  readonly again?: { readonly failed: number; readonly times: number };
}

/** What came of a path: the edges that the kernel took, and how it failed. */
export interface Walked {
  readonly edges: readonly number[];
  readonly failure?: ScheduleFailure;
  /** The kernel chose another outcome that the model allows; what follows on the path was not judged. */
  readonly diverted?: true;
}

function failureOf<S>(
  walk: Walk<S>,
  { path, stages }: Schedule,
  observed: readonly View[],
  how: Pick<ScheduleFailure, 'strayed' | 'crash'>,
): ScheduleFailure {
  const initial = path.length === 0 ? 0 : walk.source(path[0]!);
  return { initial, labels: walk.labels(path), stages, observed, ...how };
}

/** The edge that the kernel took in place of the planned one, where the model allows several. */
function otherEdge<S>(walk: Walk<S>, { edge, name }: Stage, view: View): number | undefined {
  if (edge === undefined) return undefined;
  const others = walk.edges(walk.source(edge), name).filter((one) => one !== edge);
  return others.find((one) => walk.view(one).text === view.text);
}

/** Everything that the model lets be seen after a stage. */
function allowed<S>(walk: Walk<S>, { edge, name, expected }: Stage): View[] {
  if (edge === undefined) return [expected];
  return walk.edges(walk.source(edge), name).map((one) => walk.view(one));
}

/** Judges one run of a schedule. */
export function judgeWalk<S>(walk: Walk<S>, schedule: Schedule, result: SequenceResult | Crash): Walked {
  const fail = (observed: readonly View[], how: Pick<ScheduleFailure, 'strayed' | 'crash'>): Walked => ({
    edges: [],
    failure: failureOf(walk, schedule, observed, how),
  });
  if ('crashed' in result) return fail([], { crash: result });
  const { ops, stages } = schedule;
  const reader = new Reader(walk.scene, ops);
  const observed: View[] = [];
  const edges: number[] = [];
  let from = 0;
  for (const [at, stage] of stages.entries()) {
    const isSetUp = stage.name === SET_UP;
    const broken = isSetUp ? reader.failed(result, from, stage.to) : undefined;
    if (broken !== undefined) return fail(observed, { crash: { crashed: `the set-up failed: ${broken}` } });
    const view = isSetUp ? reader.setUp(result, stage.to) : reader.view(result, from, stage.to);
    if (view?.text !== stage.expected.text) {
      // A step that the shim could not do, for its task was not where the model has it.
      if (view === undefined && result.fault !== undefined && !/^(?:not-parked|busy|dead)/.test(result.fault))
        return fail(observed, { crash: { crashed: result.fault } });
      const other = view === undefined ? undefined : otherEdge(walk, stage, view);
      if (other !== undefined) return { edges: [...edges, other], diverted: true };
      const strayed = { at, name: stage.name, allowed: allowed(walk, stage), observed: view };
      return fail(observed, { strayed });
    }
    observed.push(view);
    if (stage.edge !== undefined) edges.push(stage.edge);
    from = stage.to;
  }
  return { edges };
}
