// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { type LaneOutcome, toCoverage, toReport, toRow } from '../conformance/report/rows.ts';
import { exitCodeOfReport, reportJson } from './conform-exit.ts';

const OUTCOME: LaneOutcome = {
  ...{ slug: 'lease', variant: 'proposed', lane: 'lockstep', scenario: 'cases', transitions: null },
  ...{ cases: 1, calls: 1, failures: [], seconds: 1 },
};
const ROWS = {
  holds: toRow(OUTCOME),
  violated: toRow({ ...OUTCOME, failures: [{ title: 'close: EBADF', kind: 'difference' }] }),
  crashed: toRow({ ...OUTCOME, failures: [{ title: 'BUG', kind: 'crash' }] }),
  absent: toRow({ ...OUTCOME, absent: true }),
  unjudged: toRow({ ...OUTCOME, unfinished: 'it took too long' }),
  refused: toRow({ ...OUTCOME, cases: 0, leftOut: 'mount is not permitted' }),
};
const UNSEEN = toCoverage('lease', 'proposed', {
  covered: 0,
  total: 1,
  missing: ['close EINTR'],
  gaps: [],
  undeclared: [],
});

/** How a run with these rows ends, and how it does with --bisect. */
function ends(rows: readonly (keyof typeof ROWS)[], more: object = {}): readonly number[] {
  const results = rows.map((name) => ROWS[name]);
  const run = { target: 'x', grade: 'proved', seed: null, results, coverage: [] } as const;
  const report = toReport({ ...run, ...more });
  return [exitCodeOfReport(report, false), exitCodeOfReport(report, true)];
}

test.each([
  [['holds'], 0],
  [['holds', 'violated'], 1],
  [['unjudged', 'violated'], 1],
  [['unjudged', 'crashed'], 1],
  [['refused', 'absent'], 1],
  [[], 1],
] as const)('%j is a verdict, for git too: %i', (rows, code) => {
  expect(ends(rows)).toEqual([code, code]);
});

test('a row without a verdict is red, and no reason for git to blame the commit', () => {
  expect(ends(['holds', 'unjudged'])).toEqual([1, 125]);
});

test('with it something that was not seen and should be is one', () => {
  expect(ends(['holds', 'unjudged'], { coverage: [UNSEEN] })).toEqual([1, 1]);
});

test('what lacks a privilege alone, or was interrupted, has no verdict', () => {
  expect(ends(['holds', 'refused'])).toEqual([3, 125]);
  expect(ends(['holds', 'violated'], { interrupted: true })).toEqual([3, 125]);
});

test('trouble with another kernel is none of what holds, and beside it in the JSON', () => {
  const run = { target: 'x', grade: 'proved', seed: null, results: [ROWS.holds], coverage: [] } as const;
  const report = toReport(run);
  const failure = { code: 'KERNEL_BUILD', message: 'no', hint: undefined, exitCode: 3 } as const;
  expect([exitCodeOfReport(report, false, failure), exitCodeOfReport(report, true, failure)]).toEqual([
    3, 125,
  ]);
  expect(JSON.parse(reportJson(report, [], failure))).toEqual({
    ...report,
    ...{ ok: false, error: { code: 'KERNEL_BUILD', message: 'no', hint: null } },
  });
  expect(JSON.parse(reportJson(report, []))).toEqual(report);
});
