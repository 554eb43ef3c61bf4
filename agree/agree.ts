// SPDX-License-Identifier: MIT
// Model and TLA+ of one variant in one scenario: have they the same state graph?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { walkGraph } from '../models/kit/index.ts';
import type { Instance } from '../models/proposal.ts';
import { readDot } from '../tla/runner/dot.ts';
import { type Place, runPlace } from '../verdicts/place.ts';
import { compareGraphs, type Difference } from './compare.ts';
import { countEdges, fromModel, fromTlc } from './graph.ts';

/** The size of a state graph, as a manifest pins it. */
export interface Pin {
  readonly distinct: number;
  readonly depth: number;
}

/** What the comparison found. */
export interface Agreement {
  readonly variant: string;
  readonly scenario: string;
  /** Undefined when the graphs are the same. */
  readonly difference: Difference | undefined;
  readonly distinct: { readonly model: number; readonly tla: number };
  /** Distinct (state, action's name, state). */
  readonly transitions: { readonly model: number; readonly tla: number };
  /** States on the longest of the shortest paths, as TLC counts. */
  readonly depth: number | null;
  /** What the manifest pins; null where it has no such run. */
  readonly pinned: Pin | null;
  /** Whether TLC counted something else than what is pinned. */
  readonly stale: boolean;
  readonly seconds: number;
  readonly ok: boolean;
}

/**
 * Walks both graphs and compares them. TLC runs without properties, so that nothing ends its dump early.
 * Throws SyspecError when there is no graph to compare: BAD_MODEL, and those of `runPlace`.
 */
export async function agree(place: Place, instance: Instance): Promise<Agreement> {
  const { manifest, variant, scenario } = place;
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'syspec-agree-'));
  try {
    const dump = join(folder, 'graph.dot');
    const { depth } = await runPlace(place, { spec: manifest.spec }, { dump });
    const tla = fromTlc(await readDot(dump));
    const model = fromModel(walkGraph(instance.model));
    const difference = compareGraphs(model, tla);
    const run = manifest.runs.find((one) => one.variant === variant && one.scenario === scenario);
    const pinned = run === undefined ? null : { distinct: run.distinct, depth: run.depth };
    const stale = pinned?.distinct !== tla.states.length || pinned.depth !== depth;
    return {
      ...{ variant, scenario, difference },
      distinct: { model: model.states.length, tla: tla.states.length },
      transitions: { model: countEdges(model), tla: countEdges(tla) },
      ...{ depth, pinned, stale },
      seconds: (performance.now() - started) / 1000,
      ok: difference === undefined && !stale,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
