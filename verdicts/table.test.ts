// SPDX-License-Identifier: MIT
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Found, type Question, type Row, toRow } from './row.ts';
import { showRows } from './table.ts';

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

const short = (rows: readonly Row[]) => showRows(rows, { all: false, colors: false }).split('\n');

describe('short', () => {
  test('one line for each claim: where it is broken, and the largest numbers', () => {
    expect(short(GREEN)).toEqual([
      '   proposal  variant  claim  scenario     engine    expected  verdict              distinct  transitions  depth    time',
      'ok lease     naive    C1     pair, alone  explorer  violated  violated, unreached     1,234        5,678      9  12.3 s',
      'ok lease     naive    C2     alone, pair  explorer  holds     holds                   1,234        5,678      9  0.50 s',
      '5 rows, every verdict as declared; --all shows every row',
      '',
    ]);
  });

  test('a row that is not as declared stands alone, and the sum counts it', () => {
    const lines = short([...GREEN, RED]);
    expect(lines).toHaveLength(6);
    expect(lines[3]).toMatch(/^XX lease +naive +C1 +crowd +explorer +violated +holds /);
    expect(lines[4]).toBe('1 of 6 rows are not as declared; --all shows every row');
  });

  test('variants and engines are not mixed', () => {
    const lines = short([
      row(['C1', 'pair', 'holds', 'holds']),
      row(['C1', 'pair', 'holds', 'holds'], { variant: 'proposed' }),
      row(['C1', 'pair', 'holds', 'holds'], {
        engine: 'tlc',
        distinct: null,
        transitions: null,
        depth: null,
      }),
    ]);
    expect(lines.filter((line) => line.startsWith('ok'))).toHaveLength(3);
    expect(lines[3]).toMatch(/tlc +holds +holds +- +- +- +0\.50 s$/);
  });
});

test('what is wrong beside the verdicts is said once', () => {
  const stale = { fault: 'manifest.json: the counts are stale' };
  const rows = [row(['C1', 'pair', 'holds', 'holds'], stale), row(['C2', 'pair', 'holds', 'holds'], stale)];
  const lines = short([...GREEN, ...rows]);
  expect(lines.filter((line) => line.startsWith('XX'))).toHaveLength(2);
  expect(lines.slice(-3)).toEqual([
    '   manifest.json: the counts are stale',
    '2 of 7 rows are not as declared; --all shows every row',
    '',
  ]);
});

test('whole: every row in its place', () => {
  const lines = showRows([...GREEN, RED], { all: true, colors: false }).split('\n');
  expect(lines.slice(1, 7).map((line) => line.slice(0, 2))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'XX']);
  expect(lines.slice(7)).toEqual(['1 of 6 rows are not as declared', '']);
});

test('colours change nothing but the colour', () => {
  for (const all of [true, false]) {
    const plain = showRows([...GREEN, RED], { all, colors: false });
    const painted = showRows([...GREEN, RED], { all, colors: true });
    expect(plain).toBe(stripVTControlCharacters(plain));
    expect(painted).not.toBe(plain);
    expect(stripVTControlCharacters(painted)).toBe(plain);
  }
});
