// SPDX-License-Identifier: MIT
// Runs the lanes of proposals on a kernel, and reports.
import { abilitiesOf } from '../harness/lockstep/abilities.ts';
import { Coverage } from '../harness/lockstep/coverage.ts';
import type { Conformance } from '../harness/lockstep/proposal.ts';
import {
  type CoverageRow,
  type LaneOutcome,
  type Report,
  toCoverage,
  toReport,
  toRow,
} from '../report/rows.ts';
import { runLane } from './lane-row.ts';
import { plan } from './lanes.ts';
import type { ConformOptions } from './options.ts';
import { LEAKS, leaksRow, proposedRow } from './other-rows.ts';
import { complaintSeen } from './record.ts';
import { restrict } from './restrict.ts';

/**
 * Runs everything, closes the targets, and reports. A row that does not hold is in the report; trouble with the
 * environment throws.
 */
export async function conform(options: ConformOptions): Promise<Report> {
  const { proposals, targets, known, seed } = options;
  const [first] = targets;
  const coverage: CoverageRow[] = [];
  const outcomes: LaneOutcome[] = [];
  for (const conformance of proposals) {
    const lanes = await runProposal(conformance, options);
    outcomes.push(...lanes.outcomes);
    if (lanes.coverage !== undefined) coverage.push(lanes.coverage);
  }
  await Promise.all(targets.map((target) => target.close()));
  const results = (await withLast(outcomes, targets)).map((outcome) => toRow(outcome, known));
  return toReport({ target: first.name, grade: first.hello.grade, seed, results, coverage }, known);
}

/** The outcomes, the last one with what kernels have complained of since, and while they ended. */
async function withLast(
  outcomes: readonly LaneOutcome[],
  targets: ConformOptions['targets'],
): Promise<readonly LaneOutcome[]> {
  const complaints = (await Promise.all(targets.map((target) => target.complaints()))).flat();
  return outcomes.map((outcome, i) =>
    i < outcomes.length - 1
      ? outcome
      : { ...outcome, failures: [...outcome.failures, ...complaints.map(complaintSeen)] },
  );
}

async function runProposal(conformance: Conformance, options: ConformOptions) {
  const { slug, variant } = conformance;
  const outcomes: LaneOutcome[] = [];
  let report: CoverageRow | undefined;
  if (options.variant === undefined || options.variant === variant) {
    const seen = new Coverage();
    const { conformance: possible, leftOut } = restrict(
      conformance,
      await abilitiesOf(options.targets[0], conformance.alphabet.users.find((uid) => uid !== 0) ?? 1000),
    );
    const lanes = plan(possible, options).filter(
      ({ lane, scenario }) => options.lane === undefined || [lane, scenario].includes(options.lane),
    );
    for (const lane of lanes) {
      const outcome = await runLane(possible, lane, seen, options);
      const unfinished = outcome.unfinished ?? leftOut.get(lane.scenario);
      outcomes.push(unfinished === undefined ? outcome : { ...outcome, unfinished });
    }
    if (options.lane === undefined || options.lane === LEAKS)
      outcomes.push(...(await leaksRow(conformance, options)));
    // A part of the lanes does not see everything, and nobody asked it to.
    if (options.lane === undefined) {
      const { expected, gaps } = conformance.outcomes;
      report = toCoverage(slug, seen.report(expected, gaps));
    }
  }
  if (options.variant === undefined || options.variant === 'proposed') {
    outcomes.push(await proposedRow(conformance, options));
  }
  return { outcomes, coverage: report };
}
