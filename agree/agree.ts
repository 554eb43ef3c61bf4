// SPDX-License-Identifier: MIT
// Model and TLA+ of one variant in one scenario: have they the same state graph?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { walkGraph } from '../models/kit/index.ts';
import type { Instance } from '../models/proposal.ts';
import { readDot } from '../tla/runner/dot.ts';
import { type Place, runPlace } from '../verdicts/tlc.ts';
import { compareGraphs, type Difference } from './compare.ts';
import { countEdges, fromModel, fromTlc } from './graph.ts';

/** What the comparison found. */
export interface Agreement {
  readonly variant: string;
  readonly scenario: string;
  /** Undefined when the graphs are the same. */
  readonly difference: Difference | undefined;
  readonly distinct: { readonly model: number; readonly tla: number };
  readonly transitions: { readonly model: number; readonly tla: number };
  /** As TLC counts it. */
  readonly depth: number | null;
  /** What the manifest pins, where it differs from what TLC counted. */
  readonly stale: { readonly distinct: number; readonly depth: number } | undefined;
  readonly seconds: number;
  readonly ok: boolean;
}

/** Walks both graphs and compares them. TLC runs without properties, so that nothing ends its dump early. */
export async function agree(place: Place, instance: Instance): Promise<Agreement> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'syspec-agree-'));
  try {
    const dump = join(folder, 'graph.dot');
    const run = await runPlace(place, { spec: place.manifest.spec }, dump);
    const tla = fromTlc(await readDot(dump));
    const model = fromModel(walkGraph(instance.model));
    const difference = compareGraphs(model, tla);
    const stale = stalePin(place, tla.states.length, run.depth);
    return {
      variant: place.variant,
      scenario: place.scenario,
      difference,
      distinct: { model: model.states.length, tla: tla.states.length },
      transitions: { model: countEdges(model), tla: countEdges(tla) },
      depth: run.depth,
      stale,
      seconds: (performance.now() - started) / 1000,
      ok: difference === undefined && stale === undefined,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stalePin({ manifest, variant, scenario }: Place, distinct: number, depth: number | null) {
  const pin = manifest.runs.find((run) => run.variant === variant && run.scenario === scenario);
  if (pin?.distinct === distinct && pin.depth === depth) return undefined;
  return { distinct: pin?.distinct ?? 0, depth: pin?.depth ?? 0 };
}
