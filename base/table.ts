// SPDX-License-Identifier: MIT
// Tables for people: columns that are as wide as their longest cell, two spaces apart.
import type pc from 'picocolors';
import { wrap } from './wrap.ts';

/** The lines of a table. Columns from `numbers` on are aligned on the right; none by default. */
export function aligned(table: readonly (readonly string[])[], numbers = Number.POSITIVE_INFINITY): string[] {
  const widths: number[] = [];
  for (const cells of table)
    for (const [at, cell] of cells.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  const align = (cell: string, at: number) =>
    at >= numbers ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!);
  return table.map((cells) => cells.map(align).join('  ').trimEnd());
}

/** Characters in which a text can be read. */
const LEAST = 20;

/** A line of the table within the width: its last cell goes on below where it began, where that has room. */
export function folded(line: string, last: string, width: number): string[] {
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

/** A table under its header, each line marked with `ok` or `XX`. Columns from `numbers` on are aligned on the right. */
export function marked(
  header: readonly string[],
  lines: readonly MarkedLine[],
  { numbers, colors }: { readonly numbers: number; readonly colors: ReturnType<typeof pc.createColors> },
): string[] {
  const [first, ...others] = aligned([header, ...lines.map(({ cells }) => cells)], numbers);
  return [
    colors.bold(`   ${first}`),
    ...others.map((line, at) => (lines[at]!.ok ? `${colors.green('ok')} ${line}` : colors.red(`XX ${line}`))),
  ];
}
