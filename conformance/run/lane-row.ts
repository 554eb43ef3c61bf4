// SPDX-License-Identifier: MIT
// Runs one lane, and says what it did.
import { performance } from 'node:perf_hooks';
import type { Coverage } from '../harness/lockstep/engine/coverage.ts';
import { type Failure, Lane } from '../harness/lockstep/engine/lane.ts';
import type { Conformance } from '../proposal.ts';
import type { LaneOutcome } from '../report/rows.ts';
import { rowOrSoFar } from './interrupted.ts';
import { endOf, failuresSaid } from './lane-end.ts';
import type { PlannedLane } from './lanes.ts';
import type { ConformOptions } from './options.ts';
import { inOneLine, record } from './record.ts';
import { timeLeft } from './time-left.ts';

/** Runs a lane to its end, and makes its failures as short as they get. */
export async function runLane(
  conformance: Conformance,
  planned: PlannedLane,
  seen: Coverage,
  options: ConformOptions,
): Promise<LaneOutcome> {
  const { slug, variant } = conformance;
  const { targets, time, signal, onProgress } = options;
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const lane = new Lane(conformance, targets, seen);
  const names = { slug, variant, lane: planned.lane, scenario: planned.scenario };
  const ran = () => ({ cases: lane.cases, calls: lane.calls, seconds: elapsed(), transitions: null });
  const covered = () => seen.report(conformance.outcomes, targets[0].hello.release).covered;
  const whole = async (): Promise<LaneOutcome> => {
    await lane.run(planned.sequences(), () => {
      const rate = Math.round(lane.cases / elapsed());
      const byTime = planned.endless && time !== undefined ? elapsed() / time : 0;
      const portion = planned.portion && Math.max(byTime, planned.portion(lane.cases));
      onProgress?.(
        `${slug} ${variant} ${planned.lane} ${planned.scenario}: ${lane.cases} sequences, ${rate} a second${timeLeft(elapsed(), portion)}, ${covered()} outcomes seen${failuresSaid(lane.failures)}`,
      );
      if (signal?.aborted === true) return false;
      return !(planned.endless && time !== undefined && elapsed() >= time);
    });
    const kept = {
      slug,
      record: (failure: Failure) => record(conformance, planned, failure, options),
      inOneLine,
    };
    const end = await endOf(lane, kept, options);
    return {
      ...names,
      ...ran(),
      ...(planned.of === undefined
        ? {}
        : { share: { run: lane.cases, of: planned.of, unit: 'sequences' as const } }),
      ...end,
    };
  };
  return rowOrSoFar(signal, whole, () => ({ ...names, ...ran(), failures: lane.failures.map(inOneLine) }));
}
