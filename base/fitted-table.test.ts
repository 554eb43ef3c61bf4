// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitTable } from './fitted-table.ts';

const HEADER = ['slug', 'verdict', 'engine', 'states'];
const ROWS = [
  ['lease', 'violated (expected)', 'tlc', '1,234'],
  ['lease', 'holds', 'tlc', '7'],
];
const within = (width: number, rows: readonly (readonly string[])[] = ROWS) =>
  fitTable({ header: HEADER, rows, numbers: 3 }, { width, same: [0, 2] });

test('as it is where it fits', () => {
  expect(within(100)).toEqual({
    above: undefined,
    header: ['slug   verdict              engine  states'],
    rows: [['lease  violated (expected)  tlc      1,234'], ['lease  holds                tlc          7']],
  });
});

test('what is the same in every line is said once, as little of it as is needed', () => {
  expect(within(36)).toMatchObject({
    above: 'in every line: slug lease',
    header: ['verdict              engine  states'],
  });
  expect(within(30)).toMatchObject({
    above: 'in every line: slug lease, engine tlc',
    rows: [['violated (expected)   1,234'], ['holds                     7']],
  });
  expect(within(30, ROWS.slice(0, 1)).above).toBeUndefined();
  expect(within(30, [...ROWS, ['other', 'holds', 'tlc', '1']]).above).toBe('in every line: engine tlc');
});

test('then words go on below, then columns', () => {
  expect(within(18)).toMatchObject({
    header: ['verdict     states'],
    rows: [['violated     1,234', '(expected)'], ['holds            7']],
  });
  expect(within(12)).toMatchObject({
    header: ['verdict', '  states'],
    rows: [
      ['violated (expected)', '   1,234'],
      ['holds', '       7'],
    ],
  });
});

test('whatever the width, no word is lost, and no line is wider than its widest cell makes it', () => {
  const cell = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,2}$/);
  const rows = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 120 }), (table, width) => {
      const { above = '', header, rows: laid } = within(width, table);
      const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');
      for (const [at, lines] of laid.entries()) {
        const shown = words([above, ...lines].join(' '));
        for (const word of table[at]!.flatMap((one) => words(one))) expect(shown).toContain(word);
      }
      const most = Math.max(width, ...[HEADER, ...table].flat().map((one) => one.length + 2));
      for (const line of [...header, ...laid.flat()]) expect(line.length).toBeLessThanOrEqual(most);
    }),
  );
});
