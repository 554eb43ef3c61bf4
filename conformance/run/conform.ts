// SPDX-License-Identifier: MIT
// Runs the lanes of proposals on a kernel, and reports.
import { abilitiesOf } from '../harness/lockstep/abilities.ts';
import { choicesOf } from '../harness/lockstep/engine/choices.ts';
import { Coverage } from '../harness/lockstep/engine/coverage.ts';
import type { SystemCallAbi } from '../harness/protocol/types.ts';
import { interfaceOf, numbersOn } from '../interface.ts';
import type { Conformance, ProposalConformance } from '../proposal.ts';
import {
  type CoverageRow,
  type LaneOutcome,
  type Report,
  toCoverage,
  toReport,
  toRow,
} from '../report/rows.ts';
import { atomicityRows } from './atomicity.ts';
import { attackRows } from './attacks.ts';
import { entered } from './entered.ts';
import { runLane } from './lane-row.ts';
import { plan } from './lanes.ts';
import type { ConformOptions } from './options.ts';
import { LEAKS, leaksRow, missingRow } from './other-rows.ts';
import { ownRows } from './own-rows.ts';
import { complaintSeen } from './record.ts';
import { restrict } from './restrict.ts';
import { isFor } from './scheduled.ts';
import { scheduleRows } from './schedules.ts';

/** What came of one variant. */
interface Ran {
  readonly outcomes: readonly LaneOutcome[];
  /** Where all lanes were run: a part of them does not see everything, and nobody asked it to. */
  readonly coverage?: CoverageRow;
}

/**
 * Runs everything, closes the targets, and reports. A row that does not hold is in the report; trouble with the
 * environment throws.
 */
export async function conform(options: ConformOptions): Promise<Report> {
  const { proposals, targets, known, seed } = options;
  const [first] = targets;
  const ran: Ran[] = [];
  for (const proposal of proposals) {
    for (const conformance of proposal.variants) {
      if (options.variant !== undefined && options.variant !== conformance.variant) continue;
      // A kernel that is built as another variant is not what is proposed.
      if (conformance.needsProposal && options.builtAs !== undefined) continue;
      const { kernel = 'any', variant } = conformance;
      if (!(await isFor({ kernel, variant }, proposal, options))) continue;
      ran.push(await runVariant(proposal, conformance, options));
    }
    ran.push({ outcomes: await scheduleRows(proposal, options) });
    ran.push({ outcomes: await attackRows(proposal, options) });
    ran.push({ outcomes: await atomicityRows(proposal, options) });
  }
  await Promise.all(targets.map((target) => target.close()));
  const outcomes = await withLast(
    ran.flatMap((one) => one.outcomes),
    targets,
  );
  const results = outcomes.map((outcome) => toRow(outcome, known));
  const coverage = ran.flatMap((one) => one.coverage ?? []);
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

async function runVariant(
  { slug }: ProposalConformance,
  conformance: Conformance,
  options: ConformOptions,
): Promise<Ran> {
  const { targets } = options;
  if (conformance.needsProposal) {
    const presence = interfaceOf(slug).presence(numbersOn(slug, options.numbers));
    const missing = await missingRow(conformance, presence, targets);
    if (missing?.absent === true && options.onAbsent !== undefined) {
      options.onAbsent(slug, conformance.variant);
      return { outcomes: [] };
    }
    if (missing !== undefined) return { outcomes: [missing] };
  }
  const seen = new Coverage(choicesOf(conformance.alphabet.moves));
  const outcomes = await lanes(conformance, seen, options);
  // What makes no new call needs no document.
  if (conformance.ownLanes !== undefined)
    outcomes.push(...(await ownRows(conformance, numbersOn(slug, options.numbers), seen, options)));
  if (options.lane !== undefined && options.lane !== LEAKS) return { outcomes };
  outcomes.push(...(await leaksRow(conformance, options)));
  if (options.lane !== undefined) return { outcomes };
  const report = seen.report(conformance.outcomes, targets[0].hello.release);
  return { outcomes, coverage: toCoverage(slug, conformance.variant, report) };
}

/** Those ways into the kernel that this one has, or is to have. */
function abisOf(
  { abis = [] }: Conformance,
  { targets, features = [] }: ConformOptions,
): readonly SystemCallAbi[] {
  const { capabilities } = targets[0].hello;
  return abis.filter((abi) => capabilities.includes(abi) || features.some((one) => one === abi));
}

/** The lanes of sequences. */
async function lanes(
  conformance: Conformance,
  seen: Coverage,
  options: ConformOptions,
): Promise<LaneOutcome[]> {
  const { slug } = conformance;
  const { targets } = options;
  const user = conformance.alphabet.users.find((uid) => uid !== 0) ?? 1000;
  const { conformance: possible, leftOut } = restrict(
    conformance,
    await abilitiesOf(targets[0], conformance.needs, user, conformance.privileges),
  );
  const planned = plan(possible, options, abisOf(conformance, options)).filter(
    ({ lane, scenario }) => options.lane === undefined || [lane, scenario].includes(options.lane),
  );
  const outcomes: LaneOutcome[] = [];
  for (const lane of planned) {
    const entry = { numbers: options.numbers.get(slug), abi: lane.abi };
    const outcome = await runLane(entered(possible, entry), lane, seen, options);
    const unfinished = outcome.unfinished ?? leftOut.get(lane.scenario);
    outcomes.push(unfinished === undefined ? outcome : { ...outcome, unfinished });
  }
  return outcomes;
}
