// SPDX-License-Identifier: MIT
// A table of system calls, and one more row in it, in the columns of the rows before.
const TAB = 8;

/** A row: number, ABI, name, entry point, and perhaps one for compat tasks; what stands between them too. */
interface Row {
  /** Of its line, from 0. */
  readonly at: number;
  readonly number: number;
  readonly fields: readonly string[];
  readonly gaps: readonly string[];
  /** In which column each field begins. */
  readonly columns: readonly number[];
}

function columnAfter(column: number, text: string): number {
  let at = column;
  for (const letter of text) at += letter === '\t' ? TAB - (at % TAB) : 1;
  return at;
}

function rowOf(line: string, at: number): Row | undefined {
  if (!/^\d+\s+\S+\s+\w+/.test(line)) return undefined;
  const fields = line.trimEnd().split(/\s+/);
  const gaps = line.trimEnd().match(/\s+/g) ?? [];
  let column = 0;
  const columns = fields.map((field, i) => {
    const begins = column;
    column = columnAfter(column, field + (gaps[i] ?? ''));
    return begins;
  });
  return { at, number: Number(fields[0]), fields, gaps, columns };
}

/** The rows of a table, in its order. */
function rowsOf(text: string): Row[] {
  return text.split('\n').flatMap((line, at) => rowOf(line, at) ?? []);
}

/** What most of them are; the last of those that are as many. */
function most<T>(values: readonly T[]): T {
  const count = (value: T) => values.filter((other) => other === value).length;
  return values.reduce((best, value) => (count(value) >= count(best) ? value : best));
}

function padded(text: string, column: number, wanted: number): string {
  let pad = '\t';
  while (columnAfter(columnAfter(column, text), pad) < wanted) pad += '\t';
  return text + pad;
}

/** Rows that tell what is usual. */
const USUAL = 10;

/** A row for a call like that of `model`, in the columns of its neighbours. */
function rowLike(model: Row, neighbours: readonly Row[], number: number, name: string): string {
  const similar = neighbours.filter(({ fields }) => fields.length === model.fields.length);
  const gap = (i: number) => most(similar.map(({ gaps }) => gaps[i]!));
  const [, abi = ''] = model.fields;
  let line = `${number}${gap(0)}${abi}${gap(1)}`;
  let field = name;
  for (let i = 3; i < model.fields.length; i += 1) {
    const begins = columnAfter(0, line);
    line += padded(field, begins, most(similar.map(({ columns }) => columns[i]!)));
    field = `sys_${name}`;
  }
  return line + field;
}

/** A call of a table. */
export interface Numbered {
  readonly name: string;
  readonly number: number;
}

/** The call of the highest number that a table ends with. */
export function newestOf(text: string): Numbered | undefined {
  const last = rowsOf(text).at(-1);
  return last && { name: last.fields[2]!, number: last.number };
}

/** The number of a call in a table. */
export function numberIn(text: string, name: string): number | undefined {
  return rowsOf(text).find(({ fields }) => fields[2] === name)?.number;
}

/** The call that has a number in a table. */
export function callAt(text: string, number: number): string | undefined {
  return rowsOf(text).find((row) => row.number === number)?.fields[2];
}

/** The table with a call more, in the block of rows in which `newest` is, and there in its place by number. */
export function withRow(text: string, newest: string, { name, number }: Numbered): string {
  const rows = rowsOf(text);
  const last = rows.findIndex(({ fields }) => fields[2] === newest);
  let before = last;
  while (before > 0 && rows[before]!.number > number) before -= 1;
  const row = rowLike(rows[last]!, rows.slice(Math.max(0, last + 1 - USUAL), last + 1), number, name);
  const lines = text.split('\n');
  lines.splice(rows[before]!.at + 1, 0, row);
  return lines.join('\n');
}
