// SPDX-License-Identifier: MIT
// Tables for people: columns that are as wide as their longest cell, two spaces apart.
import type pc from 'picocolors';
import { fitTable, type Room } from './fitted-table.ts';
import { wrap, wrapIndented } from './wrap.ts';

/**
 * The lines of a table. Columns from `numbers` on are aligned on the right; none by default. A line ends in no blanks but those of
 * its last cell, which may be what is to be seen.
 */
export function aligned(table: readonly (readonly string[])[], numbers = Number.POSITIVE_INFINITY): string[] {
  const widths: number[] = [];
  for (const cells of table)
    for (const [at, cell] of cells.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return table.map((cells) => {
    const last = cells.findLastIndex((cell) => cell !== '');
    const align = (cell: string, at: number) => {
      if (at >= numbers) return cell.padStart(widths[at]!);
      return at === last ? cell : cell.padEnd(widths[at]!);
    };
    return cells
      .slice(0, last + 1)
      .map(align)
      .join('  ');
  });
}

/** Characters in which a text can be read. */
const LEAST = 20;

/** The lines of a table within the width: what is too long goes on below where the last cell began. */
export function alignedWithin(table: readonly (readonly string[])[], width: number): string[] {
  return aligned(table).flatMap((line, at) => folded(line, table[at]!.at(-1) ?? '', width));
}

/** A line of the table within the width: its last cell goes on below where it began, where that has room. */
function folded(line: string, last: string, width: number): string[] {
  const from = line.length - last.length;
  if (line.length <= width) return [line];
  if (width - from < LEAST) return wrap(line, width);
  return wrap(last, width - from).map(
    (text, at) => (at === 0 ? line.slice(0, from) : ' '.repeat(from)) + text,
  );
}

/** A line of a table, and whether it is as it should be. */
export interface MarkedLine {
  readonly cells: readonly string[];
  readonly ok: boolean;
}

/** How a table is laid out. Columns from `numbers` on are aligned on the right; without `room` it is as wide as it is. */
interface Layout {
  readonly numbers: number;
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly room?: Room | undefined;
}

/** A mark, and a blank. */
const MARK = '   ';

/** A table under its header, each line marked with `ok` or `XX`. */
export function marked(
  header: readonly string[],
  lines: readonly MarkedLine[],
  { numbers, colors, room }: Layout,
): string[] {
  const rows = lines.map(({ cells }) => cells);
  const { width, same } = room ?? { width: Number.POSITIVE_INFINITY, same: [] };
  const laid = fitTable({ header, rows, numbers }, { width: width - MARK.length, same });
  return [
    ...(laid.above === undefined ? [] : wrapIndented(laid.above, width, MARK)),
    ...laid.header.map((line) => colors.bold(MARK + line)),
    ...laid.rows.flatMap(([first, ...more], at) =>
      lines[at]!.ok
        ? [`${colors.green('ok')} ${first}`, ...more.map((line) => MARK + line)]
        : [`XX ${first}`, ...more.map((line) => MARK + line)].map(colors.red),
    ),
  ];
}

/** The digits for which there is room in front of a name. */
const DIGITS = 5;

/** A line for each name: how many there are of it, and the name. */
export const tallied = (counts: readonly (readonly [name: string, count: number])[]): string[] =>
  counts.map(([name, count]) => `${MARK}${String(count).padStart(DIGITS)}  ${name}`);
