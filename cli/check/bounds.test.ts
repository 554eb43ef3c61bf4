// SPDX-License-Identifier: MIT
// `syspec check --bounds`: exit codes, the table, the JSON.
import { expect, test } from 'vitest';
import type { BoundRow } from '../../verdicts/bounds.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import { boundRowsText, boundsText } from './bounds.ts';

test('a verdict that is another one above is exit 1, in the table and in the JSON', () => {
  const table = boundsText([lease()], { variant: 'today-look', json: false });
  expect(table.exitCode).toBe(1);
  expect(table.text).toMatch(/\ntoday-look +alone +callers 1 +\d+ +2 +12 +\d+ +C1: holds, violated\n/);
  const json = boundsText([lease()], { variant: 'proposed', json: true });
  expect([json.exitCode, JSON.parse(json.text)]).toMatchObject([0, { schema: 1, ok: true }]);
});

const ROW: BoundRow = {
  ...{ slug: 'lease', variant: 'proposed', scenario: 'pair', bound: 'callers', from: 2, distinct: 9 },
  ...{ raised: 20, claims: 3, differs: [], because: null },
};

test.each([
  ['is too large', { ...ROW, raised: null }],
  ['has no claim', { ...ROW, claims: 0 }],
])('where all that is one above a bound %s there is no verdict', (_, row) => {
  const { text, exitCode } = boundRowsText([row], false);
  expect([exitCode, text]).toEqual([3, expect.stringContaining('\nXX nothing was compared')]);
  expect(JSON.parse(boundRowsText([row], true).text)).toMatchObject({ ok: false });
  expect(boundRowsText([row, ROW], false).exitCode).toBe(0);
});
