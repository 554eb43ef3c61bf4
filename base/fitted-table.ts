// SPDX-License-Identifier: MIT
// A table within a width. Nothing is cut: what is the same in every line is said once, cells go on below, and so do lines.
import { wrap } from './wrap.ts';

/** What is to be laid out; columns from `numbers` on are aligned on the right. */
interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numbers: number;
}

/** Where it is to fit. */
export interface Room {
  readonly width: number;
  /** Columns that may be said once, above the table, where they are the same in every line. */
  readonly same: readonly number[];
}

/** Laid out: what is said above, and for the header and each line the lines that it takes. */
export interface Laid {
  readonly above: string | undefined;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What stands before a line that goes on. */
const INDENT = '  ';

const widest = (cells: readonly string[]): number => Math.max(0, ...cells.map((cell) => cell.length));
const total = (widths: readonly number[], gap: number): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, widths.length - 1);

/** Without the columns that are said above, as few as are needed; the others by their places. */
function withoutSame({ header, rows }: Table, { width, same }: Room): { left: number[]; said: string[] } {
  const left = header.map((_, at) => at);
  const said: string[] = [];
  const needs = () =>
    total(
      left.map((at) => widest([header, ...rows].map((cells) => cells[at]!))),
      2,
    );
  for (const at of same) {
    if (rows.length < 2 || needs() <= width) break;
    const value = rows[0]![at]!;
    if (rows.some((cells) => cells[at] !== value)) continue;
    left.splice(left.indexOf(at), 1);
    said.push(`${header[at]} ${value}`);
  }
  return { left, said };
}

/** Widths of columns whose words may go on below, the one with most to give first. */
function folded(
  columns: readonly (readonly string[])[],
  isText: readonly boolean[],
  width: number,
): number[] {
  const widths = columns.map(widest);
  const least = columns.map((cells, at) =>
    isText[at] ? widest(cells.flatMap((cell) => cell.split(/\s+/))) : widths[at]!,
  );
  while (total(widths, 2) > width) {
    const slack = widths.map((one, at) => one - least[at]!);
    const most = Math.max(0, ...slack);
    if (most === 0) break;
    widths[slack.indexOf(most)]! -= 1;
  }
  return widths;
}

/** Columns that stand in one line, in order; more than one such list where they do not fit into one. */
function inLines(widths: readonly number[], gap: number, width: number): number[][] {
  const lines: number[][] = [[]];
  for (const at of widths.keys()) {
    const last = lines.at(-1)!;
    const needed =
      total(
        [...last, at].map((one) => widths[one]!),
        gap,
      ) + (lines.length > 1 ? INDENT.length : 0);
    if (last.length > 0 && needed > width) lines.push([at]);
    else last.push(at);
  }
  return lines;
}

/** How wide the columns are, how far apart, and in which line each stands: words go on below before columns do. */
function layout(columns: readonly (readonly string[])[], isText: readonly boolean[], width: number) {
  const narrow = folded(columns, isText, width);
  for (const gap of [2, 1])
    if (total(narrow, gap) <= width) return { widths: narrow, gap, lines: [[...narrow.keys()]] };
  const widths = columns.map(widest);
  return { widths, gap: 2, lines: inLines(widths, 2, width) };
}

/** The table within the width, as far as its words let it. */
export function fitTable(table: Table, room: Room): Laid {
  const { left, said } = withoutSame(table, room);
  const isText = left.map((at) => at < table.numbers);
  const all = [table.header, ...table.rows].map((cells) => left.map((at) => cells[at]!));
  const { widths, gap, lines } = layout(
    left.map((_, at) => all.map((cells) => cells[at]!)),
    isText,
    room.width,
  );
  const laid = (cells: readonly string[]): string[] => {
    const parts = cells.map((cell, at) => (cell.length <= widths[at]! ? [cell] : wrap(cell, widths[at]!)));
    return lines.flatMap((columns, line) => {
      const height = Math.max(1, ...columns.map((at) => parts[at]!.length));
      return Array.from({ length: height }, (_, row) => {
        const texts = columns.map((at) => {
          const part = parts[at]![row] ?? '';
          return isText[at] ? part.padEnd(widths[at]!) : part.padStart(widths[at]!);
        });
        return `${line === 0 ? '' : INDENT}${texts.join(' '.repeat(gap))}`.trimEnd();
      });
    });
  };
  const [header, ...rows] = all.map(laid);
  const above = said.length === 0 ? undefined : `in every line: ${said.join(', ')}`;
  return { above, header: header!, rows };
}
