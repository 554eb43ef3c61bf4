// SPDX-License-Identifier: MIT
// A table of system calls, and one more entry in it, in the columns of the entries before.
const TAB = 8;

/** An entry: number, ABI, name, entry point, and perhaps one for compat tasks; what stands between them too. */
interface Entry {
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

function entryOf(line: string, at: number): Entry | undefined {
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

/** The entries of a table, in its order. */
function entriesOf(text: string): Entry[] {
  return text.split('\n').flatMap((line, at) => entryOf(line, at) ?? []);
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

/** Entries that tell what is usual. */
const USUAL = 10;

/** An entry for a call like that of `model`, in the columns of its neighbours. */
function entryLike(model: Entry, neighbours: readonly Entry[], number: number, name: string): string {
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
  const last = entriesOf(text).at(-1);
  return last && { name: last.fields[2]!, number: last.number };
}

/** The number of a call in a table. */
export function numberIn(text: string, name: string): number | undefined {
  return entriesOf(text).find(({ fields }) => fields[2] === name)?.number;
}

/** The call that has a number in a table. */
export function callAt(text: string, number: number): string | undefined {
  return entriesOf(text).find((entry) => entry.number === number)?.fields[2];
}

/** The table with a call more, in the block of entries in which `newest` is, and there in its place by number. */
export function withEntry(text: string, newest: string, { name, number }: Numbered): string {
  const entries = entriesOf(text);
  const last = entries.findIndex(({ fields }) => fields[2] === newest);
  let before = last;
  while (before > 0 && entries[before]!.number > number) before -= 1;
  const entry = entryLike(
    entries[last]!,
    entries.slice(Math.max(0, last + 1 - USUAL), last + 1),
    number,
    name,
  );
  const lines = text.split('\n');
  lines.splice(entries[before]!.at + 1, 0, entry);
  return lines.join('\n');
}
