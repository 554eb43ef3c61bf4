// SPDX-License-Identifier: MIT
// Tables: from source lines to typed rows.
import type { z } from 'zod';
import type { Item } from './outline.ts';
import type { Complaint } from './problem.ts';
import type { Complaints, Region } from './sections.ts';

/** A row that fits its schema, and the line where it stands. */
export type TableRow<S extends z.ZodType> = z.output<S> & { readonly line: number };

/** Cells by their columns. */
export type Cells = Readonly<Record<string, string>>;

/** The headers of the columns of `schema`, by their keys and in their order. */
function columnsOf(schema: z.ZodObject): [key: string, header: string][] {
  return Object.entries(schema.shape).map(([key, cell]) => {
    const column = (cell as z.ZodType).meta()?.column;
    return [key, typeof column === 'string' ? column : key];
  });
}

/** The cells of one line, or undefined when it does not begin and end with a bar. */
function cellsOf(line: string): string[] | undefined {
  const cells = line.trim().split(/(?<!\\)\|/);
  if (cells.length < 3 || cells.at(0) !== '' || cells.at(-1) !== '') return undefined;
  return cells.slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const barred = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What is wrong with the text under one key. */
export interface Fault extends Complaint {
  readonly key: string;
}

/**
 * What zod says of `raw`: the schemas' messages are what is expected, and a path begins with the key.
 * `nameOf` names a key as the subject of a sentence.
 */
export function faultsOf(error: z.ZodError, raw: Cells, nameOf: (key: string) => string): Fault[] {
  return error.issues.map((issue) => {
    const key = String(issue.path[0]);
    const value = raw[key];
    const predicate = value === undefined ? 'is missing' : value === '' ? 'is empty' : `says '${value}'`;
    const hint = value === undefined ? 'add it' : 'correct it';
    return { key, message: `${nameOf(key)} ${predicate}`, expected: issue.message, hint };
  });
}

/** The rows of the region's one table as source lines, its header first; none, and a problem, without one. */
function linesOf(region: Region, headers: readonly string[], problems: Complaints): readonly Item[] {
  const tables = region.blocks.filter((block) => block.kind === 'table');
  const loose = region.blocks.find((block) => block.kind === 'paragraph' && /^\s*\|/.test(block.text));
  if (loose !== undefined) {
    problems.add(region.place, loose.line, {
      message: 'these rows belong to no table',
      expected: 'a header, a separator with as many cells, and no empty line between rows',
      hint: 'mend the table',
    });
  } else if (tables[0] === undefined) {
    problems.add(region.place, region.line, {
      message: `there is no table in '${region.name}'`,
      expected: `a table with the header ${barred(headers)}`,
      hint: 'add the table',
    });
  }
  if (tables[1] !== undefined) {
    problems.add(region.place, tables[1].line, {
      message: `there is a second table in '${region.name}'`,
      expected: 'one table',
      hint: 'join them, or write this one as a list',
    });
  }
  return tables[0]?.rows ?? [];
}

/** The cells of the region's table by their columns' keys; every row that is not whole is a problem. */
export function readCells(
  region: Region,
  columns: readonly (readonly [key: string, header: string])[],
  problems: Complaints,
): { readonly cells: Cells; readonly line: number }[] {
  const headers = columns.map(([, header]) => header);
  const [header, ...rows] = linesOf(region, headers, problems);
  if (header === undefined) return [];
  const found = cellsOf(header.text);
  if (found === undefined || barred(found) !== barred(headers)) {
    problems.add(region.place, header.line, {
      message: `the table has the header ${header.text.trim()}`,
      expected: barred(headers),
      hint: 'correct the columns',
    });
    return [];
  }
  return rows.flatMap(({ text, line }) => {
    const cells = cellsOf(text);
    if (cells?.length === headers.length) {
      return [{ cells: Object.fromEntries(columns.map(([key], at) => [key, cells[at] ?? ''])), line }];
    }
    problems.add(region.place, line, {
      message: cells === undefined ? 'the row is not closed' : `the row has ${cells.length} cells`,
      expected: `${headers.length} cells, with a bar before and after each`,
      hint: 'complete the row; write a bar inside a cell as \\|',
    });
    return [];
  });
}

/** The rows of the region's table that fit `schema`; any other row is a problem, and so are fewer than `least`. */
export function readRows<S extends z.ZodObject>(
  region: Region,
  schema: S,
  problems: Complaints,
  least = 1,
): TableRow<S>[] {
  const columns = columnsOf(schema);
  const rows = readCells(region, columns, problems);
  if (rows.length < least && problems.clean([region.place])) {
    problems.add(region.place, region.line, {
      message: `the table in '${region.name}' has no rows`,
      expected: 'at least one row',
      hint: 'fill in the table',
    });
  }
  const headers = new Map(columns);
  return rows.flatMap(({ cells, line }) => {
    const read = schema.safeParse(cells);
    if (read.success) return [{ ...read.data, line }];
    const faults = faultsOf(read.error, cells, (key) => `the column '${headers.get(key)}'`);
    for (const { key: _, ...complaint } of faults) problems.add(region.place, line, complaint);
    return [];
  });
}
