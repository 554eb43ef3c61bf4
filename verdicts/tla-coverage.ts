// SPDX-License-Identifier: MIT
// Is every expression of the TLA+'s actions evaluated in some variant and scenario, or is it said why not?
import { dirname } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { inParallel } from '../base/pool.ts';
import { type Manifest, SHARED_MODULES } from '../tla/manifest.ts';
import { Coverage } from '../tla/runner/coverage.ts';
import { Sources } from '../tla/runner/source-text.ts';
import { RUNS_AT_ONCE, runPlace, type TlcPlace } from './place.ts';

/** What the runs of a proposal evaluate of its TLA+. */
export interface TlaCoverage {
  /** Expressions that TLC counts. */
  readonly expressions: number;
  /** Those that none evaluates and the manifest gives a reason for. */
  readonly listed: readonly { readonly at: string; readonly why: string }[];
  /** Those without a reason. */
  readonly unlisted: readonly string[];
  /** What the manifest lists, and some run does evaluate, or what is not there. */
  readonly obsolete: readonly string[];
  readonly ok: boolean;
}

/** Holds the gaps against the list. */
export function judgeGaps(
  expressions: number,
  gaps: readonly string[],
  listed: Manifest['uncovered'],
): TlaCoverage {
  const found = new Set(gaps);
  const known = new Set(listed.map(({ at }) => at));
  const unlisted = [...found].filter((at) => !known.has(at));
  const obsolete = [...known].filter((at) => !found.has(at));
  const ok = unlisted.length === 0 && obsolete.length === 0;
  return { expressions, listed: listed.filter(({ at }) => found.has(at)), unlisted, obsolete, ok };
}

/**
 * Runs TLC with coverage in the places that the manifest pins, small ones first, until no gap is left. Throws SyspecError
 * when a run gives no verdict.
 */
export async function tlaCoverage(
  manifest: Manifest,
  onProgress: (text: string) => void = () => {},
  signal?: AbortSignal,
): Promise<TlaCoverage> {
  const coverage = new Coverage();
  const sources = new Sources([dirname(manifest.specFile), SHARED_MODULES]);
  const gaps = () => coverage.uncovered(sources).map((span) => sources.nameOf(span));
  const runs = manifest.runs.toSorted((a, b) => a.distinct - b.distinct);
  let done = 0;
  let whole = false;
  const jobs = runs.map(({ variant, scenario }) => async () => {
    if (whole) return;
    await addRun({ manifest, variant, scenario, ...(signal && { signal }) }, coverage);
    // A reason that is no longer needed is seen only when all has been run.
    whole = manifest.uncovered.length === 0 && gaps().length === 0;
    onProgress(`${manifest.module}: coverage of ${++done} of ${runs.length} runs`);
  });
  await inParallel(jobs, RUNS_AT_ONCE);
  if (coverage.size === 0)
    throw new SyspecError('TLC_CRASHED', `${manifest.module}: TLC counts no expression`);
  return judgeGaps(coverage.size, gaps(), manifest.uncovered);
}

/** One run's events belong together: two runs go on at once. */
async function addRun(place: TlcPlace, coverage: Coverage): Promise<void> {
  const events: Parameters<Coverage['add']>[0][] = [];
  const checks = { spec: place.manifest.spec };
  await runPlace(place, checks, { coverage: true, onEvent: (event) => events.push(event) });
  for (const event of events) coverage.add(event);
}
