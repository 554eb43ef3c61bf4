// SPDX-License-Identifier: MIT
// Rows for people: all of them in a table, those that are not as declared, and what they come to.
import pc from 'picocolors';
import { counted } from '../base/plural.ts';
import { type MarkedLine, marked } from '../base/table.ts';
import type { Row } from './row.ts';

const HEADER = [
  'proposal',
  'variant',
  'claim',
  'scenario',
  'engine',
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
  const { slug, variant, claim, scenario, engine } = row;
  const numbers = [count(row.distinct), count(row.transitions), count(row.depth), seconds(row.seconds)];
  return { cells: [slug, variant, claim, scenario, engine, foundOf(row), ...numbers], ok: row.ok };
}

/** The verdict, and what was expected where that goes without saying no longer: many rows are to show that a claim is violated. */
function foundOf({ expected, verdict, ok }: Row): string {
  if (verdict === expected) return ok && expected === 'violated' ? `${verdict} (expected)` : verdict;
  return `${verdict}, expected: ${expected}`;
}

/** Of every row the same, where one proposal is checked by one engine. */
const SAME = [HEADER.indexOf('proposal'), HEADER.indexOf('engine')];

/** How a table is shown; within `columns`, where they are given. */
interface Shown {
  readonly colors: boolean;
  readonly columns?: number;
}

const layoutOf = ({ colors, columns }: Shown) => ({
  ...{ numbers: NUMBERS, colors: pc.createColors(colors) },
  ...(columns === undefined ? {} : { room: { width: columns, same: SAME } }),
});

/** Every row in a table. */
export function showRows(rows: readonly Row[], shown: Shown): string {
  return `${marked(HEADER, rows.map(wholeLine), layoutOf(shown)).join('\n')}\n`;
}

/** The rows that are not as declared, unless all are shown, and what is wrong beside their verdicts; empty when there are none. */
export function showWrong(rows: readonly Row[], options: Shown & { readonly all: boolean }): string {
  const colors = pc.createColors(options.colors);
  const wrong = rows.filter((row) => !row.ok);
  if (wrong.length === 0) return '';
  const lines = wrong.map((row) => ({
    cells: [row.slug, row.variant, row.claim, row.scenario, row.engine, foundOf(row)],
    ok: false,
  }));
  const table = marked(HEADER.slice(0, NUMBERS), lines, layoutOf(options));
  const faults = [...new Set(wrong.map(({ fault }) => fault).filter((fault) => fault !== null))];
  return [...(options.all ? [] : table), ...faults.map((fault) => `   ${colors.red(fault)}`), ''].join('\n');
}

/** One sentence that sums up the rows. */
export function showSum(
  rows: readonly Row[],
  options: { readonly all: boolean; readonly colors: boolean },
): string {
  const wrong = rows.filter((row) => !row.ok).length;
  const rest = options.all ? '' : '; --all shows every row';
  if (wrong === 0) return `${counted(rows.length, 'row')}, every verdict as declared${rest}\n`;
  const { red } = pc.createColors(options.colors);
  return `${red(`${wrong} of ${counted(rows.length, 'row')} ${wrong === 1 ? 'is' : 'are'} not as declared`)}${rest}\n`;
}

/** How much the explorer searched, and how fast it did: start-up and the judging of whole graphs are not in it. Empty when it was not asked. */
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
  return `explorer: ${counted(searches.size, 'state graph')}, ${counted(distinct, 'state')}; searched in ${seconds(time)}, ${rate} k/s\n`;
}
