// SPDX-License-Identifier: MIT
// One row for each (proposal, variant, lane, scenario): how much was run on a kernel, and what came of it.
import { counted } from '../../base/plural.ts';
import type { CoverageReport } from '../harness/lockstep/engine/coverage.ts';
import type { Grade } from '../harness/protocol/types.ts';
import { type KnownFailure, knownFailureOf } from './known-failures.ts';
import type { LaneName } from './lanes.ts';

/**
 * What a row says. `crashed`: the kernel or the shim ended or complained. `absent`: the kernel does not have the
 * interface. `inconclusive`: nothing was run, or not all of it.
 */
export type RowVerdict = 'holds' | 'violated' | 'crashed' | 'absent' | 'inconclusive';

/** One failure, as a lane hands it over. */
export interface Seen {
  /** See `title`. */
  readonly title: string;
  readonly kind: 'difference' | 'crash';
  /** Where it is recorded, for `replay`. */
  readonly file?: string;
  /** The console's log. */
  readonly log?: string;
  /** The sequence as a diagram. */
  readonly diagram?: string;
}

/** Failures with the same title. */
export interface Found {
  readonly title: string;
  readonly kind: Seen['kind'];
  readonly count: number;
  readonly files: readonly string[];
  readonly logs: readonly string[];
  /** Of the first that has one. */
  readonly diagram: string | null;
  /** The known failure that it is; such a one does not fail the row. */
  readonly known: { readonly reason: string; readonly until: string } | null;
}

/** A title, and how often it was found, where that is not once. */
export function titleAndCount({ title, count }: Found): string {
  return count === 1 ? title : `${title} (${count.toLocaleString('en-US')} times)`;
}

/** What of a lane was to be run, where that is not all: `run` of `of` transitions, say. */
export interface Share {
  readonly run: number;
  readonly of: number;
  readonly unit: 'transitions' | 'attacks' | 'sequences';
}

/** Transitions that are not followed. */
export interface Unreached {
  readonly reason: string;
  readonly count: number;
  /** The reason lies in how the kernel works: no schedule follows them. */
  readonly ofKernel?: true;
}

/** What a lane did. */
export interface LaneOutcome {
  readonly slug: string;
  readonly variant: string;
  readonly lane: LaneName;
  /** Null where a lane has none. */
  readonly scenario: string | null;
  readonly cases: number;
  readonly calls: number;
  /** Of the scenario's graph; null where a lane does not follow one. */
  readonly transitions: { readonly covered: number; readonly total: number } | null;
  /** Absent where all was to be run. */
  readonly share?: Share;
  /** Ends of paths beside their neighbours, and those pairs that the probes tell apart; absent where there are no paths. */
  readonly neighbours?: { readonly pairs: number; readonly separated: number };
  /** Those that are not followed, and why. */
  readonly unreached?: readonly Unreached[];
  /** Steps that a kernel may take and was never seen to, by their names; absent where it has no choice. */
  readonly unseen?: readonly string[];
  /** The functions in which a task was parked in the middle of each action; absent where that was not done. */
  readonly places?: Readonly<Record<string, readonly string[]>>;
  readonly failures: readonly Seen[];
  readonly seconds: number;
  /** The interface is not there. */
  readonly absent?: boolean;
  /** What of it was left out for want of a privilege where this runs, which says nothing of the kernel; absent where that is nothing. */
  readonly leftOut?: string;
  /** Why it was not run, or not to its end. */
  readonly unfinished?: string;
}

/** A row, as `conform --json` prints it. */
export interface LaneRow
  extends Omit<
    LaneOutcome,
    | 'failures'
    | 'absent'
    | 'leftOut'
    | 'unfinished'
    | 'unreached'
    | 'unseen'
    | 'neighbours'
    | 'places'
    | 'share'
  > {
  readonly verdict: RowVerdict;
  readonly ok: boolean;
  /** Failures that are not known. */
  readonly failures: number;
  readonly knownFailures: number;
  readonly found: readonly Found[];
  /** See `LaneOutcome`; null where all was to be run. */
  readonly share: Share | null;
  /** See `LaneOutcome`; null where nothing was. */
  readonly leftOut: string | null;
  /** See `LaneOutcome`; null where there are no paths. */
  readonly neighbours: LaneOutcome['neighbours'] | null;
  /** See `LaneOutcome`; null where that was not done. */
  readonly places: LaneOutcome['places'] | null;
  /** Transitions that are not followed, by their reasons. */
  readonly unreached: readonly Unreached[];
  /** See `LaneOutcome`. */
  readonly unseen: readonly string[];
  /** Why there is no verdict; null where there is one. */
  readonly reason: string | null;
}

/** What can be seen of a proposal's calls, and what was. */
export interface CoverageRow extends CoverageReport {
  readonly slug: string;
  readonly variant: string;
  /** Something was left out that might have shown what is missing; absent where nothing was. */
  readonly inPart?: true;
  /** Nothing is missing, or it may have been left out, and at most one item in twenty has a reason instead. */
  readonly ok: boolean;
}

/** The whole of a run. */
export interface Report {
  readonly schema: 1;
  /** What was tested, for people. */
  readonly target: string;
  /** How it was known that a call was blocked. */
  readonly grade: Grade;
  readonly seed: number | null;
  readonly results: readonly LaneRow[];
  readonly coverage: readonly CoverageRow[];
  /** Ended by Ctrl-C: the last row may be judged in part, and others were not begun. Absent where it was not. */
  readonly interrupted?: true;
  /** Each line of the file, and how many failures it matched. */
  readonly knownFailures: readonly (KnownFailure & { readonly matched: number })[];
  readonly ok: boolean;
}

/** The reason of a row that was begun when the run was ended. */
export const INTERRUPTED = 'interrupted';

/** For each gap in coverage there must be this many items. */
export const ITEMS_PER_GAP = 20;

function group(seen: readonly Seen[], slug: string, lane: LaneName, known: readonly KnownFailure[]): Found[] {
  const titles = [...new Set(seen.map(({ title }) => title))];
  return titles.map((title) => {
    const same = seen.filter((one) => one.title === title);
    const match = knownFailureOf(known, { slug, lane, title });
    return {
      title,
      kind: same[0]!.kind,
      count: same.length,
      files: same.flatMap(({ file }) => (file === undefined ? [] : [file])),
      logs: [...new Set(same.flatMap(({ log }) => (log === undefined ? [] : [log])))],
      diagram: same.find(({ diagram }) => diagram !== undefined)?.diagram ?? null,
      known: match === undefined ? null : { reason: match.reason, until: match.until },
    };
  });
}

const sum = (found: readonly Found[]): number => found.reduce((total, { count }) => total + count, 0);

const notFollowed = (count: number, of = ''): string =>
  `${counted(count, 'transition')}${of} ${count === 1 ? 'was' : 'were'} not followed`;

/** Why a lane that found nothing proves nothing. */
function lacking({
  cases,
  absent,
  leftOut,
  unfinished,
  transitions,
  share,
  unreached = [],
  unseen = [],
  neighbours = { pairs: 0, separated: 0 },
}: LaneOutcome): string | null {
  if (absent === true) return 'the kernel does not have it';
  if (unfinished !== undefined) return unfinished;
  if (cases === 0) return leftOut === undefined ? 'nothing was run' : `nothing was run: ${leftOut}`;
  if (transitions === null) return null;
  const alike = neighbours.pairs - neighbours.separated;
  if (alike > 0)
    return `${alike} of ${counted(neighbours.pairs, 'pair')} of neighbours ${alike === 1 ? 'is' : 'are'} told apart by no probe`;
  const { covered, total } = transitions;
  const never = unseen.length === 0 ? '' : `; never seen: ${unseen.join(', ')}`;
  if (share !== undefined) {
    return covered < share.run ? `${notFollowed(share.run - covered, ' of the share')}${never}` : null;
  }
  const tally = (of: readonly Unreached[]) => of.reduce((sum, { count }) => sum + count, 0);
  const open = total - tally(unreached.filter(({ ofKernel }) => ofKernel === true));
  const gaps = unreached.filter(({ ofKernel }) => ofKernel !== true);
  const excused = tally(gaps);
  if (covered + excused < open) return `${notFollowed(open - covered - excused)}${never}`;
  if (excused * ITEMS_PER_GAP <= open) return null;
  const why = gaps.map(({ reason, count }) => `${count}: ${reason}`).join('; ');
  return `more than one transition in ${ITEMS_PER_GAP} is not followed, with a reason (${why})`;
}

function verdictOf(outcome: LaneOutcome, fresh: readonly Found[], reason: string | null): RowVerdict {
  if (fresh.some(({ kind }) => kind === 'crash')) return 'crashed';
  if (fresh.length > 0) return 'violated';
  if (outcome.absent === true) return 'absent';
  return reason === null ? 'holds' : 'inconclusive';
}

/** The row of what a lane did. It holds when all of it was run and every failure is known. */
export function toRow(outcome: LaneOutcome, known: readonly KnownFailure[] = []): LaneRow {
  const { slug, variant, lane, scenario, cases, calls, transitions } = outcome;
  const found = group(outcome.failures, slug, lane, known);
  const fresh = found.filter((one) => one.known === null);
  const reason = lacking(outcome);
  const verdict = verdictOf(outcome, fresh, reason);
  return {
    ...{ slug, variant, lane, scenario, cases, calls, transitions },
    failures: sum(fresh),
    seconds: Math.round(outcome.seconds * 1000) / 1000,
    ...{ verdict, ok: verdict === 'holds' },
    knownFailures: sum(found) - sum(fresh),
    share: outcome.share ?? null,
    leftOut: outcome.leftOut ?? null,
    neighbours: outcome.neighbours ?? null,
    places: outcome.places ?? null,
    ...{ found, unreached: outcome.unreached ?? [], unseen: outcome.unseen ?? [], reason },
  };
}

/** Whether gaps, which have a reason, are the exception. */
export function hasFewGaps({ gaps, total }: CoverageReport): boolean {
  return gaps.length * ITEMS_PER_GAP <= total;
}

/** A proposal's coverage, judged. */
export function toCoverage(
  slug: string,
  variant: string,
  report: CoverageReport,
  inPart = false,
): CoverageRow {
  return {
    slug,
    variant,
    ...report,
    ...(inPart ? { inPart } : {}),
    ok: (inPart || report.missing.length === 0) && report.total > 0 && hasFewGaps(report),
  };
}

/** The run as one object; never ok when there are no rows, or when it was interrupted. */
export function toReport(
  run: Pick<Report, 'target' | 'grade' | 'seed' | 'results' | 'coverage'> & {
    readonly interrupted?: boolean;
  },
  known: readonly KnownFailure[] = [],
): Report {
  const { target, grade, seed, results, coverage, interrupted = false } = run;
  const matches = (line: KnownFailure) =>
    results.reduce((total, { slug, lane, found }) => {
      const own = found.filter(({ title }) => knownFailureOf([line], { slug, lane, title }) !== undefined);
      return total + sum(own);
    }, 0);
  const knownFailures = known.map((line) => ({ ...line, matched: matches(line) }));
  const isGreen = results.length > 0 && results.every((row) => row.ok) && coverage.every((one) => one.ok);
  return {
    ...{ schema: 1, target, grade, seed, results, coverage },
    ...(interrupted ? { interrupted } : {}),
    ...{ knownFailures, ok: isGreen && !interrupted },
  };
}

/** Whether all that keeps a run from holding is what was left out for want of a privilege: then there is no verdict. */
export function lacksPrivilegeAlone({ results, coverage }: Report): boolean {
  const wrong = results.filter((row) => !row.ok);
  const isLeftOut = ({ verdict, cases, leftOut }: LaneRow) =>
    verdict === 'inconclusive' && cases === 0 && leftOut !== null;
  return wrong.length > 0 && wrong.every(isLeftOut) && coverage.every(({ ok }) => ok);
}

/** What runs on several kernels found, as one object; of their grades it has the weakest. */
export function joinReports(reports: readonly Report[], known: readonly KnownFailure[] = []): Report {
  const weakest = (['observed', 'scheduled', 'proved'] as const).find((grade) =>
    reports.some((one) => one.grade === grade),
  );
  return toReport(
    {
      target: [...new Set(reports.map(({ target }) => target))].join('; '),
      grade: weakest!,
      seed: reports[0]!.seed,
      results: reports.flatMap(({ results }) => results),
      coverage: reports.flatMap(({ coverage }) => coverage),
      interrupted: reports.some(({ interrupted }) => interrupted === true),
    },
    known,
  );
}
