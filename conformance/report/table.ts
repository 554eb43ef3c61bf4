// SPDX-License-Identifier: MIT
// A report as a table for people: whole, or one line for each proposal, variant and lane; then what went wrong.
import pc from 'picocolors';
import { groupBy } from '../../base/group.ts';
import { counted } from '../../base/plural.ts';
import { type MarkedLine, marked } from '../../base/table.ts';
import { fitted } from '../../base/wrap.ts';
import {
  type CoverageRow,
  type Found,
  hasFewGaps,
  INTERRUPTED,
  ITEMS_PER_GAP,
  type LaneRow,
  type Report,
  titleAndCount,
} from './rows.ts';

type Colors = ReturnType<typeof pc.createColors>;

const HEADER = [
  ...['proposal', 'variant', 'lane', 'scenario', 'verdict'],
  ...['cases', 'calls', 'transitions', 'failures', 'known', 'time'],
] as const;

/** The first column of numbers, which are aligned on the right. */
const NUMBERS = HEADER.indexOf('cases');

/** Said once where they are the same in every line. */
const SAME = ['proposal', 'variant', 'failures', 'known', 'transitions'].map((name) =>
  (HEADER as readonly string[]).indexOf(name),
);

/** Characters of scenarios' names that stand in one line; more are counted. */
const WIDEST = 40;

/** Items of coverage that are listed by name. */
const FEW = 12;

const count = (n: number): string => n.toLocaleString('en-US');
const seconds = (s: number): string => `${s.toFixed(s < 10 ? 2 : 1)} s`;

/** One line for rows of the same proposal, variant and lane. */
function line(rows: readonly LaneRow[]): MarkedLine {
  const { slug, variant, lane, verdict, ok } = rows[0]!;
  const total = (of: (row: LaneRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const followed = rows.flatMap(({ transitions }) => (transitions === null ? [] : [transitions]));
  const covered = followed.reduce((sum, one) => sum + one.covered, 0);
  const all = followed.reduce((sum, one) => sum + one.total, 0);
  const names = rows.map(({ scenario }) => scenario ?? '-').join(', ');
  const scenarios = rows.length > 1 && names.length > WIDEST ? `${rows.length} scenarios` : names;
  return {
    cells: [
      ...[
        slug,
        variant,
        lane,
        scenarios,
        `${verdict}${rows.some(({ share }) => share) ? ', a share' : ''}${ok && rows.some(({ leftOut }) => leftOut) ? ', in part' : ''}`,
      ],
      ...[count(total(({ cases }) => cases)), count(total(({ calls }) => calls))],
      followed.length === 0 ? '-' : `${count(covered)}/${count(all)}`,
      ...[count(total(({ failures }) => failures)), count(total((row) => row.knownFailures))],
      seconds(total((row) => row.seconds)),
    ],
    ok,
  };
}

/** Rows that hold share a line; one that does not stands alone. */
function shorten(rows: readonly LaneRow[]): MarkedLine[] {
  const good = rows.filter(({ ok }) => ok);
  const groups = groupBy(good, ({ slug, variant, lane }) => [slug, variant, lane].join('\n'));
  return [...groups.map(line), ...rows.filter(({ ok }) => !ok).map((row) => line([row]))];
}

function foundLines(found: Found, colors: Colors): string[] {
  const { files, logs, known, diagram } = found;
  const title = titleAndCount(found);
  if (known !== null) return [colors.yellow(`   known until ${known.until}: ${title}: ${known.reason}`)];
  return [
    colors.red(`   ${title}`),
    ...(diagram === null
      ? []
      : [
          '',
          ...diagram
            .trimEnd()
            .split('\n')
            .map((row) => row && `   ${row}`),
          '',
        ]),
    ...files.map((file) => `   again: syspec replay ${file}`),
    ...logs.map((log) => `   console: ${log}`),
  ];
}

/** What a row says beside its numbers. */
function remarks(row: LaneRow, colors: Colors): string[] {
  const about = [
    ...(row.reason === null ? [] : [colors.red(`   ${row.reason}`)]),
    ...row.found.flatMap((found) => foundLines(found, colors)),
  ];
  if (about.length === 0) return [];
  return [
    '',
    `${row.slug} ${row.variant} ${row.lane}${row.scenario === null ? '' : ` ${row.scenario}`}:`,
    ...about,
  ];
}

function listed(items: readonly string[], all: boolean): string {
  const shown = all ? items : items.slice(0, FEW);
  const rest = items.length - shown.length;
  return shown.join('; ') + (rest === 0 ? '' : `; and ${rest} more`);
}

function coverageLines(row: CoverageRow, all: boolean, colors: Colors): string[] {
  const { slug, variant, covered, total, missing, gaps, undeclared, inPart, ok } = row;
  const isWhole = inPart !== true || missing.length === 0;
  const sum = `${slug} ${variant}: ${count(covered)} of ${count(total)} results, flags and events were seen, ${counted(gaps.length, 'gap')} with a reason`;
  return [
    ok ? `${isWhole ? colors.green('ok') : '--'} ${sum}` : colors.red(`XX ${sum}`),
    ...(missing.length === 0
      ? []
      : inPart === true
        ? [`   never seen, where something was left out: ${listed(missing, all)}`]
        : [colors.red(`   never seen: ${listed(missing, all)}`)]),
    ...(!all || gaps.length === 0
      ? []
      : [`   gaps: ${gaps.map(({ item, why }) => `${item} (${why})`).join('; ')}`]),
    ...(hasFewGaps(row) ? [] : [colors.red(`   that is more than one gap in ${ITEMS_PER_GAP} items`)]),
    ...(undeclared.length === 0 ? [] : [`   seen and not declared: ${listed(undeclared, all)}`]),
  ];
}

/** What the paths of a variant's graphs leave open: nothing, or for which reason. */
function pathLines(results: readonly LaneRow[]): string[] {
  const walked = results.filter(({ neighbours }) => neighbours !== null);
  return groupBy(walked, ({ slug, variant }) => `${slug} ${variant}`).map((rows) => {
    const sum = (of: (row: LaneRow) => number) => rows.reduce((total, row) => total + of(row), 0);
    const pairs = sum(({ neighbours }) => neighbours!.pairs);
    const separated = sum(({ neighbours }) => neighbours!.separated);
    const reasons = groupBy(
      rows.flatMap(({ unreached }) => unreached),
      ({ reason }) => reason,
    ).map((same) => `${count(same.reduce((total, one) => total + one.count, 0))}: ${same[0]!.reason}`);
    const open = reasons.length === 0 ? '' : `; not followed: ${reasons.join('; ')}`;
    const { slug, variant } = rows[0]!;
    return `   ${slug} ${variant}: probes tell ${count(separated)} of ${count(pairs)} pairs of neighbours apart${open}`;
  });
}

/** What is not all that there is to be run. */
function shareLines(results: readonly LaneRow[], seed: number | null): string[] {
  const shares = results.flatMap((row) => (row.share === null ? [] : [{ ...row, share: row.share }]));
  return groupBy(shares, ({ slug, variant }) => `${slug} ${variant}`).map((rows) => {
    const { slug, variant } = rows[0]!;
    const parts = groupBy(rows, ({ share }) => share.unit).map((same) => {
      const sum = (of: 'run' | 'of') => same.reduce((total, { share }) => total + share[of], 0);
      return `${count(sum('run'))} of ${count(sum('of'))} ${same[0]!.share.unit}`;
    });
    return `   ${slug} ${variant}: a share, drawn by seed ${seed}: ${parts.join(', ')}`;
  });
}

/** What was left out of rows that hold all the same; of one that does not it is its reason. */
function leftOutLines(results: readonly LaneRow[]): string[] {
  return results
    .filter(({ ok, leftOut }) => ok && leftOut !== null)
    .map(({ slug, variant, scenario, leftOut }) => `   ${slug} ${variant} ${scenario}: ${leftOut}`);
}

/** In the middle of which steps tasks were parked: where it is nowhere, nothing in the step may sleep. */
function placeLines(results: readonly LaneRow[], all: boolean): string[] {
  const parked = results.flatMap((row) => (row.places === null ? [] : [{ ...row, places: row.places }]));
  return groupBy(parked, ({ slug, variant }) => `${slug} ${variant}`).flatMap((rows) => {
    const { slug, variant } = rows[0]!;
    const found = rows.flatMap(({ places }) => Object.entries(places!));
    const actions = groupBy(found, ([action]) => action).map((same) => {
      const names = [...new Set(same.flatMap(([, functions]) => functions))].sort();
      const where = names.length === 0 ? 'nowhere' : listed(names, all);
      return `   ${slug} ${variant}: parked inside of ${same[0]![0]}: ${where}`;
    });
    return actions.sort();
  });
}

function summary({ results, coverage, interrupted, ok }: Report, colors: Colors): string {
  if (interrupted === true) {
    if (results.length === 0)
      return colors.red('XX interrupted: no row was begun, so that there is no verdict');
    const ended = results.filter(({ reason }) => reason !== INTERRUPTED).length;
    const good = results.filter((row) => row.ok).length;
    const far = `${counted(results.length, 'row')} begun, ${ended} ended, ${good} of these ${good === 1 ? 'holds' : 'hold'}`;
    return colors.red(`XX interrupted: ${far}; there is no verdict of the rest`);
  }
  if (results.length === 0) return colors.red('nothing was tested');
  const wrong = results.filter((row) => !row.ok).length;
  const gaps = coverage.filter((row) => !row.ok).length;
  const parts = results.filter(({ leftOut }) => leftOut !== null).length;
  if (ok)
    return `${counted(results.length, 'row')}, every one holds${parts === 0 ? '' : `; ${parts} of them in part`}`;
  const sums = [
    ...(wrong === 0
      ? []
      : [`${wrong} of ${counted(results.length, 'row')} ${wrong === 1 ? 'does' : 'do'} not hold`]),
    ...(gaps === 0 ? [] : [`the coverage of ${counted(gaps, 'proposal')} is not complete`]),
  ];
  return colors.red(sums.join('; '));
}

/** How a report is shown: within `columns`, where they are given. */
interface Shown {
  readonly all: boolean;
  readonly colors: boolean;
  readonly columns?: number;
}

/** The table, what went wrong, the coverage, and one sentence that sums it up; it ends in a newline. */
export function showReport(report: Report, { all, colors: isColored, columns }: Shown): string {
  const colors = pc.createColors(isColored);
  const { results, coverage, knownFailures, target, grade } = report;
  const lines = all ? results.map((row) => line([row])) : shorten(results);
  const unused = knownFailures.filter(({ matched }) => matched === 0);
  const room = columns === undefined ? undefined : { width: columns, same: SAME };
  // A diagram has its own width, and the table has been laid out.
  const within = (text: readonly string[]) =>
    columns === undefined ? text : text.map((one) => fitted(one, columns));
  return [
    ...within([`${target}; that a call is blocked is ${grade}`]),
    ...marked(HEADER, lines, { numbers: NUMBERS, colors, room }),
    ...within(pathLines(results)),
    ...within(shareLines(results, report.seed)),
    ...within(leftOutLines(results)),
    ...within(placeLines(results, all)),
    ...results.flatMap((row) => remarks(row, colors)),
    ...(coverage.length === 0 ? [] : ['']),
    ...within(coverage.flatMap((row) => coverageLines(row, all, colors))),
    ...unused.map(({ file, line: at, pattern }) =>
      colors.yellow(`   ${file}:${at}: no failure is '${pattern}': remove the line`),
    ),
    ...within([
      summary(report, colors) + (all || report.interrupted === true ? '' : '; --all shows every row'),
    ]),
    '',
  ].join('\n');
}
