// SPDX-License-Identifier: MIT
// A report as KTAP version 1 (Documentation/dev-tools/ktap.rst, Linux 6.12): a test for each row, and for coverage.
import { counted } from '../../base/plural.ts';
import { type CoverageRow, type Found, type LaneRow, type Report, titleAndCount } from './rows.ts';

/** A description or diagnostic data: a hash sign would begin a directive, a newline another line. */
const plain = (text: string): string => text.replace(/[\n\r]+/g, ' ').replaceAll('#', '');

const diagnostic = (text: string): string[] => text.split(/\r?\n/).map((line) => `# ${line}`.trimEnd());

function foundLines(found: Found): string[] {
  const { files, logs, diagram, known } = found;
  return [
    ...diagnostic(
      `${known === null ? '' : `known until ${known.until}, ${known.reason}: `}${titleAndCount(found)}`,
    ),
    ...(diagram === null || known !== null ? [] : diagnostic(diagram.trimEnd())),
    ...files.flatMap((file) => diagnostic(`again: syspec replay ${file}`)),
    ...logs.flatMap((log) => diagnostic(`console: ${log}`)),
  ];
}

/** What follows the name. A lane that was not run, or a kernel without the interface, must not look like a pass. */
function directive(row: LaneRow): string {
  switch (row.verdict) {
    case 'holds':
      return row.knownFailures === 0 ? '' : ` # XFAIL ${row.knownFailures} known failures`;
    case 'violated':
      return ` # ${row.failures} failures in ${row.cases} cases`;
    case 'crashed':
      return ` # ERROR ${plain(row.found.find(({ kind }) => kind === 'crash')?.title ?? '')}`;
    case 'absent':
    case 'inconclusive':
      return ` # ERROR ${row.verdict}: ${plain(row.reason ?? '')}`;
  }
}

function rowLines(row: LaneRow, number: number): string[] {
  const { slug, variant, lane, scenario, ok, cases, calls, found, share, leftOut } = row;
  const shared = share === null ? '' : `, a share: ${share.run} of ${share.of} ${share.unit}`;
  const part = ok && leftOut !== null ? `${shared}, in part: ${plain(leftOut)}` : shared;
  const name = plain([slug, variant, lane, ...(scenario === null ? [] : [scenario])].join('.'));
  return [
    ...diagnostic(`${name}: ${counted(cases, 'case')}, ${counted(calls, 'call')}${part}`),
    ...found.flatMap(foundLines),
    `${ok ? 'ok' : 'not ok'} ${number} ${name}${directive(row)}`,
  ];
}

function coverageLines(
  { slug, variant, covered, total, missing, gaps, ok }: CoverageRow,
  number: number,
): string[] {
  return [
    ...missing.flatMap((item) => diagnostic(`never seen: ${item}`)),
    ...gaps.flatMap(({ item, why }) => diagnostic(`gap: ${item}: ${why}`)),
    `${ok ? 'ok' : 'not ok'} ${number} ${plain(slug)}.${plain(variant)}.coverage # ${covered} of ${total}`,
  ];
}

/** The report. A run without a row fails: many a reader of TAP takes a plan of no tests for a pass. */
export function toKtap({ results, coverage, interrupted, target, grade, seed }: Report): string {
  const failed = [
    ...(interrupted === true ? ['interrupted # ERROR the other rows were not judged'] : []),
    ...(results.length === 0 && interrupted !== true ? ['rows # ERROR nothing was tested'] : []),
  ].map((text, i) => `not ok ${results.length + i + 1} ${text}`);
  const rows = results.flatMap((row, i) => rowLines(row, i + 1));
  const first = results.length + failed.length + 1;
  return [
    'KTAP version 1',
    `1..${first - 1 + coverage.length}`,
    ...diagnostic(`${target}; blocked calls are ${grade}; seed ${seed ?? 'none'}`),
    ...[...rows, ...failed],
    ...coverage.flatMap((row, i) => coverageLines(row, first + i)),
    '',
  ].join('\n');
}
