// SPDX-License-Identifier: MIT
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { aligned, alignedWithin, marked, tallied } from './table.ts';

const TABLE = [
  ['name', 'states'],
  ['a longer one', '7'],
  ['b', '1,234,567'],
];

test('each column is as wide as its longest cell, and no line ends in blanks', () => {
  expect(aligned(TABLE)).toEqual(['name          states', 'a longer one  7', 'b             1,234,567']);
  expect(aligned([])).toEqual([]);
  const short = [
    ['a', '', ''],
    ['', 'b', 'c'],
  ];
  expect(aligned(short)).toEqual(['a', '   b  c']);
});

test('the blanks of a last cell stay', () => {
  expect(aligned([...TABLE, ['c', 'x ']]).at(-1)).toBe('c             x ');
});

test('how many there are of each stands in front of it', () => {
  expect(
    tallied([
      ['a', 7],
      ['b', 1871],
    ]),
  ).toEqual(['       7  a', '    1871  b']);
});

test('a last cell that is too long goes on below where it began, and a line below its beginning where that has no room', () => {
  const table = [
    ['a', 'as wide as it may be, and on'],
    ['name', ''],
  ];
  expect(alignedWithin(table, 27)).toEqual(['a     as wide as it may be,', '      and on', 'name']);
  expect(alignedWithin(table, 20)).toEqual(['a as wide as it may', 'be, and on', 'name']);
});

test('numbers are aligned on the right', () => {
  expect(aligned(TABLE, 1)).toEqual([
    'name             states',
    'a longer one          7',
    'b             1,234,567',
  ]);
});

test('a line that is not as it should be is marked', () => {
  const lines = [
    { cells: ['a', '1'], ok: true },
    { cells: ['b', '10'], ok: false },
  ];
  const show = (isColored: boolean) =>
    marked(['x', 'n'], lines, { numbers: 1, colors: pc.createColors(isColored) });
  expect(show(false)).toEqual(['   x   n', 'ok a   1', 'XX b  10']);
  expect(show(true)[2]).toBe(pc.createColors(true).red('XX b  10'));
});
