// SPDX-License-Identifier: MIT
// Rows as a table for people: whole, or one line for each variant, claim and engine.
import pc from 'picocolors';
import { type MarkedLine, marked } from '../base/table.ts';
import { groupBy } from './group.ts';
import type { Row } from './row.ts';

const HEADER = [
  'proposal',
  'variant',
  'claim',
  'scenario',
  'engine',
  'expected',
  'verdict',
  'distinct',
  'transitions',
  'depth',
  'time',
] as const;

/** The first column of numbers, which are aligned on the right. */
const NUMBERS = HEADER.indexOf('distinct');

const count = (n: number | null): string => (n === null ? '-' : n.toLocaleString('en-US'));
const seconds = (s: number): string => `${s.toFixed(s < 10 ? 2 : 1)} s`;

function wholeLine(row: Row): MarkedLine {
  const { slug, variant, claim, scenario, engine, expected, verdict } = row;
  const numbers = [count(row.distinct), count(row.transitions), count(row.depth), seconds(row.seconds)];
  return { cells: [slug, variant, claim, scenario, engine, expected, verdict, ...numbers], ok: row.ok };
}

/** A safety claim and its progress twin share a line; liveness, and liveness without fairness, have their own. */
const claimOf = ({ claim }: Row): string => claim.replace(/\.progress$/, '');

function shortLine(rows: readonly Row[]): MarkedLine {
  const { slug, variant, engine } = rows[0]!;
  const broken = rows.filter((row) => row.expected === 'violated');
  const shown = broken.length > 0 ? broken : rows;
  const scenarios = [...new Set(shown.map((row) => row.scenario))].join(', ');
  const verdicts = [...new Set(shown.map((row) => row.verdict))].join(', ');
  const most = (of: (row: Row) => number | null) => {
    const known = rows.map(of).filter((n) => n !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    cells: [
      ...[slug, variant, claimOf(rows[0]!), scenarios, engine, shown[0]!.expected, verdicts],
      ...[count(most((r) => r.distinct)), count(most((r) => r.transitions)), count(most((r) => r.depth))],
      seconds(Math.max(...rows.map((row) => row.seconds))),
    ],
    ok: rows.every((row) => row.ok),
  };
}

/** One line for each variant, claim and engine; a row that is not as expected stands alone. */
function shorten(rows: readonly Row[]): MarkedLine[] {
  const groups = groupBy(
    rows.filter((row) => row.ok),
    (row) => [row.slug, row.variant, claimOf(row), row.engine].join('\n'),
  );
  return [...groups.map(shortLine), ...rows.filter((row) => !row.ok).map(wholeLine)];
}

/** The table, what is wrong beside the verdicts, and one sentence that sums it up. */
export function showRows(
  rows: readonly Row[],
  options: { readonly all: boolean; readonly colors: boolean },
): string {
  const colors = pc.createColors(options.colors);
  const wrong = rows.filter((row) => !row.ok);
  const lines = options.all ? rows.map(wholeLine) : shorten(rows);
  const table = marked(HEADER, lines, { numbers: NUMBERS, colors }).join('\n');
  const faults = [...new Set(wrong.map(({ fault }) => fault).filter((fault) => fault !== null))];
  const sum =
    wrong.length === 0
      ? `${rows.length} rows, every verdict as declared`
      : colors.red(`${wrong.length} of ${rows.length} rows are not as declared`);
  return `${table}\n${faults.map((fault) => `   ${colors.red(fault)}\n`).join('')}${sum}${options.all ? '' : '; --all shows every row'}\n`;
}

/** How much the explorer searched, and how fast, in a line; empty when it was not asked. */
export function showRate(rows: readonly Row[]): string {
  const searches = new Map(
    rows
      .filter(({ engine }) => engine === 'explorer')
      .map((row) => [[row.slug, row.variant, row.scenario].join('\n'), row]),
  );
  if (searches.size === 0) return '';
  const sum = (of: (row: Row) => number | null) =>
    [...searches.values()].reduce((total, row) => total + (of(row) ?? 0), 0);
  const [distinct, time] = [sum((row) => row.distinct), sum((row) => row.seconds)];
  const rate = Math.round(distinct / Math.max(time, 0.001) / 1000);
  return `explorer: ${searches.size} state graphs, ${count(distinct)} states in ${seconds(time)}, ${rate} k/s\n`;
}
