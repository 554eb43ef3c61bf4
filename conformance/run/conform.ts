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
import { judgedAs } from './judged.ts';
import { runLane } from './lane-row.ts';
import { plan } from './lanes.ts';
import type { ConformOptions } from './options.ts';
import { LEAKS, leaksRow, missingRow } from './other-rows.ts';
import { ownRows } from './own-rows.ts';
import { complaintSeen } from './record.ts';
import { restrict } from './restrict.ts';
import { isFor } from './scheduled.ts';
import { scheduleRows } from './schedules.ts';

/** What is found bit by bit: a row, or what was seen where all lanes were run. Of a part of them nobody asks for all. */
type Found = { readonly outcome: LaneOutcome } | { readonly coverage: CoverageRow };

/**
 * Runs everything, closes the targets, and reports. A row that does not hold is in the report; trouble with the
 * environment throws. Where `signal` aborts, the report has what was begun.
 */
export async function conform(options: ConformOptions): Promise<Report> {
  const { targets, known, seed, signal } = options;
  const [first] = targets;
  const ran: LaneOutcome[] = [];
  const coverage: CoverageRow[] = [];
  try {
    for await (const found of findings(options)) {
      if ('outcome' in found) ran.push(found.outcome);
      else coverage.push(found.coverage);
    }
  } catch (error) {
    // Between two rows.
    if (signal?.aborted !== true) throw error;
  }
  await Promise.all(targets.map((target) => target.close()));
  const outcomes = await withLast(ran, targets);
  const results = outcomes.map((outcome) => toRow(outcome, known));
  const interrupted = signal?.aborted === true;
  return toReport(
    { target: first.name, grade: first.hello.grade, seed, results, coverage, interrupted },
    known,
  );
}

/** What the kernel lacks, where somebody is to be told: at once, and not when its turn comes. */
async function absentFrom(options: ConformOptions, missingOf: Missing): Promise<ReadonlySet<Conformance>> {
  const absent = new Set<Conformance>();
  if (options.onAbsent === undefined) return absent;
  for (const { slug, variants } of options.proposals) {
    const asked = variants.filter(
      ({ variant, needsProposal }) => needsProposal && (options.variant ?? variant) === variant,
    );
    for (const conformance of asked) {
      const missing = await missingOf(slug, conformance);
      if (missing?.absent !== true) continue;
      absent.add(conformance);
      options.onAbsent(slug, conformance.variant);
    }
  }
  return absent;
}

/** The row of a variant whose call the kernel lacks; undefined where it has it. */
type Missing = (slug: string, conformance: Conformance) => Promise<LaneOutcome | undefined>;

/** Asks the kernel once for each variant. */
function askingOnce({ numbers, targets }: ConformOptions): Missing {
  const asked = new Map<Conformance, ReturnType<Missing>>();
  return (slug, conformance) => {
    const presence = interfaceOf(slug).presence(numbersOn(slug, numbers));
    const missing = asked.get(conformance) ?? missingRow(conformance, presence, targets);
    asked.set(conformance, missing);
    return missing;
  };
}

/** All rows, one after the other; none is begun once the run is interrupted. */
async function* findings(options: ConformOptions): AsyncGenerator<Found> {
  const missingOf = askingOnce(options);
  const absent = await absentFrom(options, missingOf);
  for (const proposal of options.proposals) {
    for (const conformance of proposal.variants) {
      if (options.variant !== undefined && options.variant !== conformance.variant) continue;
      // A kernel that is built as another variant is not what is proposed.
      if (conformance.needsProposal && options.builtAs !== undefined) continue;
      const { kernel = 'any', variant } = conformance;
      if (!(await isFor({ kernel, variant }, proposal, options))) continue;
      if (!absent.has(conformance)) yield* ofVariant(proposal, conformance, options, missingOf);
      if (options.signal?.aborted === true) return;
    }
    for (const rows of [scheduleRows, attackRows, atomicityRows]) {
      for await (const outcome of rows(proposal, options)) yield { outcome };
      if (options.signal?.aborted === true) return;
    }
  }
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

async function* ofVariant(
  { slug }: ProposalConformance,
  declared: Conformance,
  options: ConformOptions,
  missingOf: Missing,
): AsyncGenerator<Found> {
  const { targets } = options;
  const conformance = judgedAs(declared, targets[0].hello.release);
  const isOver = () => options.signal?.aborted === true;
  if (conformance.needsProposal) {
    const missing = await missingOf(slug, declared);
    if (missing !== undefined) return yield { outcome: missing };
  }
  const seen = new Coverage(choicesOf(conformance.alphabet.moves));
  let isInPart = false;
  for await (const outcome of lanes(conformance, seen, options)) {
    isInPart ||= outcome.leftOut !== undefined;
    yield { outcome };
  }
  if (isOver()) return;
  // What makes no new call needs no document.
  if (conformance.ownLanes !== undefined) {
    const rows = ownRows(conformance, numbersOn(slug, options.numbers), seen, options);
    for await (const outcome of rows) yield { outcome };
  }
  if (isOver() || (options.lane !== undefined && options.lane !== LEAKS)) return;
  for await (const outcome of leaksRow(conformance, options)) yield { outcome };
  if (isOver() || options.lane !== undefined) return;
  const report = seen.report(conformance.outcomes, targets[0].hello.release);
  yield { coverage: toCoverage(slug, conformance.variant, report, isInPart) };
}

/** Those ways into the kernel that this one has, or is to have. */
function abisOf(
  { abis = [] }: Conformance,
  { targets, features = [] }: ConformOptions,
): readonly SystemCallAbi[] {
  const { capabilities } = targets[0].hello;
  return abis.filter((abi) => capabilities.includes(abi) || features.includes(abi));
}

/** The lanes of sequences. */
async function* lanes(
  conformance: Conformance,
  seen: Coverage,
  options: ConformOptions,
): AsyncGenerator<LaneOutcome> {
  const { slug } = conformance;
  const { targets, signal } = options;
  const user = conformance.alphabet.users.find((uid) => uid !== 0) ?? 1000;
  const { conformance: possible, leftOut } = restrict(
    conformance,
    await abilitiesOf(targets[0], conformance.needs, user, conformance.privileges),
  );
  const planned = plan(possible, options, abisOf(conformance, options)).filter(
    ({ lane, scenario }) => options.lane === undefined || [lane, scenario].includes(options.lane),
  );
  for (const lane of planned) {
    const entry = { numbers: options.numbers.get(slug), abi: lane.abi };
    const outcome = await runLane(entered(possible, entry), lane, seen, options);
    const left = leftOut.get(lane.scenario);
    if (left === undefined) yield outcome;
    // In a guest everything is permitted: what is not there is the kernel's doing.
    else if (targets[0].hello.capabilities.includes('guest')) yield { unfinished: left, ...outcome };
    else yield { ...outcome, leftOut: left };
    if (signal?.aborted === true) return;
  }
}
