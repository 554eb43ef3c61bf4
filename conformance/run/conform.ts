// SPDX-License-Identifier: MIT
// Runs the lanes of proposals on a kernel, and reports.
import { performance } from 'node:perf_hooks';
import { SyspecError } from '../../base/errors.ts';
import { abilitiesOf } from '../harness/lockstep/abilities.ts';
import { Coverage } from '../harness/lockstep/coverage.ts';
import { type Crash, type Failure, Lane } from '../harness/lockstep/lane.ts';
import type { Conformance, Presence } from '../harness/lockstep/proposal.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import { type Circumstances, saveRecorded, toRecorded } from '../replay/file.ts';
import { showFailure } from '../report/diagram.ts';
import type { KnownFailure } from '../report/known-failures.ts';
import {
  type CoverageRow,
  type LaneOutcome,
  type Report,
  type Seen,
  toCoverage,
  toReport,
  toRow,
} from '../report/rows.ts';
import { ruleTextOf } from '../report/rule-text.ts';
import { title } from '../report/title.ts';
import { type PlannedLane, plan, type Size } from './lanes.ts';
import { scanForLeaks } from './leaks.ts';
import { isPresent } from './presence.ts';
import { restrict } from './restrict.ts';

/** What to run, and where its results go. */
export interface ConformOptions extends Size {
  readonly proposals: readonly Conformance[];
  readonly targets: readonly [OpenTarget, ...OpenTarget[]];
  /** What a replay is to run on again. */
  readonly replayOn: Circumstances['target'];
  /** Only this variant; all when absent. */
  readonly variant?: string | undefined;
  /** Only this lane or scenario. */
  readonly lane?: string | undefined;
  /** Seconds after which the random lane ends. */
  readonly time?: number | undefined;
  /** A number instead of the document's, by slug. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly known: readonly KnownFailure[];
  /** Where failures are recorded. */
  readonly folder: string;
  readonly columns: number;
  readonly signal?: AbortSignal | undefined;
  onProgress?(text: string): void;
}

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

const LEAKS = 'leaks';

/** Memory that a guest of this run has lost so far; no row where no kernel can tell. */
async function leaksRow(
  { slug, variant }: Conformance,
  { targets, onProgress }: ConformOptions,
): Promise<LaneOutcome[]> {
  const start = performance.now();
  const guests = targets.filter(({ hello }) => hello.capabilities.includes('guest'));
  onProgress?.(`${slug}: looking for leaks`);
  const scans = (await Promise.all(guests.map((guest) => scanForLeaks(guest)))).filter(
    (scan) => scan !== undefined,
  );
  if (scans.length === 0) return [];
  const unfinished = scans.find((scan) => scan.unfinished !== undefined)?.unfinished;
  const cases = scans.reduce((sum, scan) => sum + scan.scans, 0);
  return [
    {
      ...{ slug, variant, lane: 'lockstep', scenario: LEAKS, cases, calls: cases, transitions: null },
      failures: scans.flatMap(({ leaks }) => leaks),
      seconds: (performance.now() - start) / 1000,
      ...(unfinished === undefined ? {} : { unfinished }),
    },
  ];
}

/** The proposal itself: there is no lane for it before there is a kernel that has it. */
async function proposedRow(
  { slug, presence }: Conformance,
  { targets, numbers }: ConformOptions,
): Promise<LaneOutcome> {
  const probe: Presence = { ...presence, nr: numbers.get(slug) ?? presence.nr };
  const present = await isPresent(targets[0], probe);
  return {
    ...{ slug, variant: 'proposed', lane: 'lockstep', scenario: null, cases: 0, calls: 0, transitions: null },
    ...{ failures: [], seconds: 0, absent: present === false },
    ...(present === false
      ? {}
      : { unfinished: present === true ? 'the kernel has it, and there is no lane for it yet' : present }),
  };
}

async function runLane(
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
  const covered = () => seen.report(conformance.outcomes.expected, conformance.outcomes.gaps).covered;
  await lane.run(planned.sequences(), () => {
    const failures = lane.failures.length === 0 ? '' : `, ${lane.failures.length} failures`;
    const rate = Math.round(lane.cases / elapsed());
    onProgress?.(
      `${slug} ${variant} ${planned.lane} ${planned.scenario}: ${lane.cases} sequences, ${rate} a second, ${covered()} outcomes seen${failures}`,
    );
    if (signal?.aborted === true) return false;
    return !(planned.endless && time !== undefined && elapsed() >= time);
  });
  if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
  if (lane.failures.length > 0) onProgress?.(`${slug}: shrinking ${lane.failures.length} failures`);
  const shrunk = await lane.shrunk();
  const complaints = (await Promise.all(targets.map((target) => target.complaints()))).flat();
  return {
    ...{ slug, variant, lane: planned.lane, scenario: planned.scenario },
    ...{ cases: lane.cases, calls: lane.calls, seconds: elapsed() },
    transitions: null,
    failures: [
      ...shrunk.map((failure) => record(conformance, planned, failure, options)),
      // A record is worth reading when it is short; the others are counted.
      ...lane.failures.slice(shrunk.length).map(inOneLine),
      ...complaints.map(complaintSeen),
    ],
    ...(lane.unfinished === undefined ? {} : { unfinished: lane.unfinished }),
  };
}

function inOneLine(failure: Failure): Seen {
  const { crash } = failure;
  return {
    title: title(failure),
    kind: crash === undefined ? 'difference' : 'crash',
    ...(crash?.log === undefined ? {} : { log: crash.log }),
  };
}

function record(
  conformance: Conformance,
  { lane }: PlannedLane,
  failure: Failure,
  options: ConformOptions,
): Seen {
  const { slug, variant } = conformance;
  const { hello } = options.targets[0];
  const { release, grade } = hello;
  const recorded = toRecorded(failure, {
    slug,
    variant,
    lane,
    target: options.replayOn,
    release,
    grade,
    seed: options.seed,
  });
  return {
    ...inOneLine(failure),
    file: saveRecorded(options.folder, recorded),
    diagram:
      showFailure(failure, { columns: options.columns, colors: false }, ruleTextOf(slug)) + again(failure),
  };
}

/** A complaint of the kernel that no sequence is to blame for, as far as it is known. */
function complaintSeen({ crashed, log }: Crash): Seen {
  return {
    title: `crashed outside of any sequence: ${crashed.split('\n')[0]}`,
    kind: 'crash',
    ...(log === undefined ? {} : { log }),
  };
}

/** Whether it comes every time. */
function again({ again: runs }: Failure): string {
  return runs === undefined ? '' : `run again ${runs.times} times: ${runs.failed} times the same\n`;
}
