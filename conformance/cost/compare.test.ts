// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Bounds } from './bounds.ts';
import { compare } from './compare.ts';
import type { Counts } from './counts.ts';
import { showCost } from './table.ts';

const NONE: Bounds = new Map();

const boots = (...values: readonly number[]): Counts[] => values.map((value) => new Map([['stat', value]]));
const one = (pristine: readonly number[], patched: readonly number[]) =>
  compare(boots(...pristine), boots(...patched))[0]!;

test('the fewest instructions of any boot are compared', () => {
  expect(one([1010, 1000], [1100, 1120])).toEqual({
    ...{ workload: 'stat', pristine: 1000, patched: 1100, difference: 100, percent: 10 },
    ...{ noise: 20, regression: true },
  });
});

test.each([
  ['the same', [1000, 1000], [1000, 1000], false],
  ['less', [1000, 1000], [900, 900], false],
  ['half a percent', [1000, 1000], [1005, 1005], false],
  ['more than that', [1000, 1000], [1006, 1006], true],
  ['an instruction of few', [100], [101], true],
  ['as much as the patched boots differ', [1000, 1000], [1020, 1040], false],
  ['as much as the pristine boots differ', [1000, 1020], [1020, 1020], false],
  ['more than either differs', [1000, 1020], [1021, 1021], true],
])('%s', (_, pristine, patched, regression) => {
  expect(one(pristine, patched).regression).toBe(regression);
});

test('a workload that a boot lacks, or has alone, is no result', () => {
  const both: Counts = new Map([...boots(1)[0]!, ['open', 2]]);
  for (const [pristine, patched] of [
    [[both], boots(1)],
    [boots(1), [both]],
    [[...boots(1), both], boots(1)],
  ] as const) {
    expect(() => compare(pristine, patched)).toThrow("'open' was measured in some boots and not in others");
  }
  expect(() => compare([], [])).toThrow('nothing was measured');
  expect(() => compare([new Map()], [new Map()])).toThrow('nothing was measured');
});

test('the table marks what costs more, and counts it', () => {
  const rows = [one([100, 100], [100, 100]), { ...one([1000], [1100.5]), workload: 'connect stream' }];
  expect(showCost(rows, NONE)).toBe(
    'instructions of a call  pristine  patched  difference       %  noise\n' +
      'stat                       100.0    100.0         0.0    0.00    0.0\n' +
      'connect stream            1000.0   1100.5      +100.5  +10.05    0.0  regression\n' +
      '1 call costs more\n',
  );
  expect(showCost([one([100], [90])], NONE)).toMatch(/ -10\.0 +-10\.00 .*\nno call costs more\n$/);
});

test.each([
  ['within', '  may cost 10 % more\n1 call costs more, by no more than it may\n', 1100],
  ['over', '  regression, over its bound of 10 %\n1 call costs more\n', 1101],
  [
    'idle',
    "  has a bound, and costs no more\nno call costs more\na bound that nothing needs: 'stat'\n",
    1000,
  ],
])('the table says of a call that has a bound: %s', (_, end, patched) => {
  const bounds = new Map([['stat', { percent: 10, reason: 'it is told' }]]);
  expect(showCost([one([1000], [patched])], bounds).endsWith(end)).toBe(true);
});
