// SPDX-License-Identifier: MIT
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Found, type Question, type Row, toRow } from './row.ts';
import { showRate, showRows, showSum, showWrong } from './table.ts';

function row(
  [claim, scenario, expected, verdict]: readonly [string, string, Question['expected'], Found],
  more: Partial<Row> = {},
): Row {
  const question: Question = {
    ...{ slug: 'lease', variant: 'naive', claim, scenario, engine: 'explorer', expected },
    ...more,
  };
  const answer = { distinct: 1234, transitions: 5678, depth: 9, seconds: 0.5, fault: null, ...more, verdict };
  return toRow(question, answer);
}

const GREEN = [
  row(['C1', 'alone', 'holds', 'holds'], { distinct: 3, seconds: 12.34 }),
  row(['C1', 'pair', 'violated', 'violated']),
  row(['C1.progress', 'alone', 'violated', 'unreached']),
  row(['C2', 'alone', 'holds', 'holds']),
  row(['C2', 'pair', 'holds', 'holds']),
];
const RED = row(['C1', 'crowd', 'violated', 'holds']);

const wrong = (rows: readonly Row[]) => showWrong(rows, { all: false, colors: false }).split('\n');
const sum = (rows: readonly Row[], all = false) => showSum(rows, { all, colors: false });

describe('what is not as declared', () => {
  test('is nothing', () => {
    expect(wrong(GREEN)).toEqual(['']);
    expect(sum(GREEN)).toBe('5 rows, every verdict as declared; --all shows every row\n');
    expect(sum(GREEN, true)).toBe('5 rows, every verdict as declared\n');
  });

  test('stands alone, and the sum counts it', () => {
    expect(wrong([...GREEN, RED])).toEqual([
      expect.stringMatching(/^ {3}proposal +variant +claim +scenario +engine +verdict$/),
      expect.stringMatching(/^XX lease +naive +C1 +crowd +explorer +holds, expected: violated$/),
      '',
    ]);
    expect(sum([...GREEN, RED])).toBe('1 of 6 rows is not as declared; --all shows every row\n');
    expect(sum([RED], true)).toBe('1 of 1 row is not as declared\n');
    expect(sum([RED, RED], true)).toBe('2 of 2 rows are not as declared\n');
  });

  test('has what is wrong beside the verdicts, once', () => {
    const stale = { fault: 'manifest.json: the counts are stale' };
    const rows = [row(['C1', 'pair', 'holds', 'holds'], stale), row(['C2', 'pair', 'holds', 'holds'], stale)];
    const lines = wrong([...GREEN, ...rows]);
    expect(lines.filter((line) => line.startsWith('XX'))).toHaveLength(2);
    const fault = '   manifest.json: the counts are stale';
    expect(lines.slice(-2)).toEqual([fault, '']);
    expect(showWrong(rows, { all: true, colors: false })).toBe(`${fault}\n`);
  });
});

describe('how much was searched', () => {
  test('each state graph once, whatever its rows', () => {
    expect(showRate(GREEN)).toMatch(
      /^explorer: 2 state graphs, 2,468 states; searched in 1\.00 s, 2 k\/s\n$/,
    );
    expect(showRate(GREEN.slice(0, 1))).toMatch(/^explorer: 1 state graph, 3 states; /);
  });

  test('nothing by TLC', () => {
    expect(showRate(GREEN.map((one) => ({ ...one, engine: 'tlc' as const })))).toBe('');
  });
});

test('every row in its place', () => {
  const lines = showRows([...GREEN, RED], { colors: false }).split('\n');
  expect(lines.slice(1).map((line) => line.slice(0, 2))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'XX', '']);
});

test('within the width: what is the same in every row is said once', () => {
  const rows = GREEN.map((one) => ({
    ...one,
    variant: 'a-rather-long-variant',
    scenario: 'a-long-scenario',
  }));
  const shown = showRows(rows, { colors: false, columns: 100 });
  expect(shown).toContain('   in every line: proposal lease, engine explorer\n');
  for (const columns of [80, 100, 160])
    for (const line of showRows(rows, { colors: false, columns }).split('\n'))
      expect(line.length).toBeLessThanOrEqual(columns);
});

test('colours change nothing but the colour', () => {
  for (const show of [showRows, showWrong]) {
    const plain = show([...GREEN, RED], { all: false, colors: false });
    const painted = show([...GREEN, RED], { all: false, colors: true });
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(painted).not.toBe(plain);
    expect(stripVTControlCharacters(painted)).toBe(plain);
  }
});
