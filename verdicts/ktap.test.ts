// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { rowsKtap } from './ktap.ts';
import { toRow } from './row.ts';

const QUESTION = {
  ...({ slug: 'lease', variant: 'naive', claim: 'C1', scenario: 'pair', engine: 'explorer' } as const),
  expected: 'holds' as const,
};
const ANSWER = { distinct: 3, transitions: 4, depth: 2, seconds: 0.1, fault: null };

test('a test for each row; what is not as declared, and what has no answer, is not ok', () => {
  const rows = [
    toRow(QUESTION, { ...ANSWER, verdict: 'holds' }),
    toRow(QUESTION, { ...ANSWER, verdict: 'violated' }),
    toRow(QUESTION, { ...ANSWER, verdict: 'inconclusive' }),
    toRow(QUESTION, { ...ANSWER, verdict: 'holds', fault: 'a #1\nb' }),
  ];
  expect(rowsKtap(rows, [{ slug: 'half', message: 'why #2' }])).toBe(
    [
      'KTAP version 1',
      '1..5',
      'ok 1 lease.naive.C1.pair.explorer # holds',
      'not ok 2 lease.naive.C1.pair.explorer # expected holds, found violated',
      'not ok 3 lease.naive.C1.pair.explorer # ERROR inconclusive',
      'not ok 4 lease.naive.C1.pair.explorer # expected holds, found holds; a 1 b',
      'not ok 5 half # ERROR why 2',
      '',
    ].join('\n'),
  );
});

test('a row that is to be violated says so where it is ok', () => {
  const asked = { ...QUESTION, expected: 'violated' as const };
  const rows = [
    toRow(asked, { ...ANSWER, verdict: 'violated' }),
    toRow(asked, { ...ANSWER, verdict: 'unreached' }),
    toRow(asked, { ...ANSWER, verdict: 'holds' }),
  ];
  const lines = rowsKtap(rows, []).split('\n').slice(2);
  expect(lines.map((line) => line.replace(/ \S+ # /, ' # '))).toEqual([
    'ok 1 # violated (expected)',
    'ok 2 # unreached (expected)',
    'not ok 3 # expected violated, found holds',
    '',
  ]);
});

test('what was ended early is no pass', () => {
  const rows = [toRow(QUESTION, { ...ANSWER, verdict: 'holds' })];
  expect(rowsKtap(rows, [], true)).toContain('1..2\n');
  expect(rowsKtap(rows, [], true)).toContain(
    '\nnot ok 2 interrupted # ERROR the other rows were not judged\n',
  );
  expect(rowsKtap([], [], true)).toContain('1..1\nnot ok 1 interrupted # ERROR');
});

test('nothing is no pass', () => {
  expect(rowsKtap([], [])).toMatch(/1\.\.1\nnot ok 1 rows # ERROR/);
});
