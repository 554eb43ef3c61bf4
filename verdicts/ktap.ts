// SPDX-License-Identifier: MIT
// The rows of a check as KTAP version 1 (Documentation/dev-tools/ktap.rst, Linux 6.12): a test for each row.
import type { NotChecked, Row } from './row.ts';

/** A hash sign would begin a directive, a newline another line. */
const plain = (text: string): string => text.replace(/[\n\r]+/g, ' ').replaceAll('#', '');

function line({ slug, variant, claim, scenario, engine, expected, verdict, ok, fault }: Row, number: number) {
  const name = plain([slug, variant, claim, scenario, engine].join('.'));
  const why = verdict === 'inconclusive' ? `ERROR ${verdict}` : `expected ${expected}, found ${verdict}`;
  const more = fault === null ? '' : `; ${plain(fault)}`;
  // That a claim is violated is what many rows are to show.
  const found = expected === 'holds' ? verdict : `${verdict} (expected)`;
  return ok ? `ok ${number} ${name} # ${found}` : `not ok ${number} ${name} # ${why}${more}`;
}

/** The rows, and the proposals that could not be checked. A run without a row fails, and one that was `interrupted`. */
export function rowsKtap(
  rows: readonly Row[],
  notChecked: readonly NotChecked[],
  interrupted = false,
): string {
  const failed = [
    ...notChecked.map(({ slug, message }) => `${plain(slug)} # ERROR ${plain(message)}`),
    ...(interrupted ? ['interrupted # ERROR the other rows were not judged'] : []),
    ...(rows.length === 0 && !interrupted && notChecked.length === 0
      ? ['rows # ERROR nothing was checked']
      : []),
  ];
  return [
    'KTAP version 1',
    `1..${rows.length + failed.length}`,
    ...rows.map((row, i) => line(row, i + 1)),
    ...failed.map((text, i) => `not ok ${rows.length + i + 1} ${text}`),
    '',
  ].join('\n');
}
