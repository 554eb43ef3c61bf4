// SPDX-License-Identifier: MIT
// The document's table of errors, held against the model's answers; and which pairs of its rows are told apart.
import type { Answered } from './cases.ts';

/** Rows of the table by their places: `E10` comes after `E9`, and `E8a` between `E8` and `E9`. */
export const sortRows = <Row extends string>(rows: Iterable<Row>): Row[] =>
  [...rows].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

/** A choice that says which rows apply to it. */
interface Rowed<Row extends string> {
  readonly rows: ReadonlySet<Row>;
}

/**
 * What is wrong with an answer; undefined when nothing is. Of the rows that apply the first one is the answer; where none
 * does, the call succeeds or sleeps.
 * @param table the errno of each row
 * @param success what a call gives that succeeds
 */
export function wrongAnswer<Row extends string>(
  { chosen, called, answer }: Answered<Rowed<Row>>,
  table: ReadonlyMap<Row, string>,
  success = 0,
): string | undefined {
  const [first] = sortRows(chosen.rows);
  const said = answer === 'sleeps' ? 'sleeps' : answer.value;
  const expected = first === undefined ? 'no error' : table.get(first);
  const agrees = first === undefined ? said === success || said === 'sleeps' : said === expected;
  if (agrees) return undefined;
  return `${JSON.stringify(called.args)}: ${said}, not ${expected} (${[...chosen.rows]})`;
}

/** Why two rows never apply at once: each of the first with each of the second. */
export type Exclusive<Row extends string> = readonly [
  why: string,
  one: readonly Row[],
  other: readonly Row[],
];

/** Pairs of rows. */
export interface RowPairs<Row extends string> {
  /** The rows that any choice makes apply. */
  readonly rows: readonly Row[];
  /** `E1 E2`: pairs that apply at once to some choice. */
  readonly met: ReadonlySet<string>;
  /** Pairs that no choice has though nothing says why, and those that one has though something says that none can. */
  readonly wrong: readonly string[];
}

/** Which pairs of rows meet, and whether those that do not are said to. */
export function rowPairs<Row extends string>(
  choices: Iterable<Rowed<Row>>,
  exclusive: readonly Exclusive<Row>[],
): RowPairs<Row> {
  const pair = (a: Row, b: Row) => sortRows([a, b]).join(' ');
  const met = new Set<string>();
  const all = new Set<Row>();
  for (const { rows } of choices) {
    for (const row of rows) all.add(row);
    for (const first of rows) for (const second of rows) if (first !== second) met.add(pair(first, second));
  }
  const apart = new Set(
    exclusive.flatMap(([, one, other]) =>
      one.flatMap((a) => other.flatMap((b) => (a === b ? [] : [pair(a, b)]))),
    ),
  );
  const rows = sortRows(all);
  const pairs = rows.flatMap((a, i) => rows.slice(i + 1).map((b) => pair(a, b)));
  return { rows, met, wrong: pairs.filter((one) => met.has(one) === apart.has(one)) };
}
