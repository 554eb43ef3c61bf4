// SPDX-License-Identifier: MIT
// `syspec check --bounds`: exit codes, the table, the JSON.
import { expect, test } from 'vitest';
import { lease } from '../../verdicts/fixtures/lease.ts';
import { boundsText } from './bounds.ts';

test('a verdict that is another one above is exit 1, in the table and in the JSON', () => {
  const table = boundsText([lease()], { variant: 'today-look', json: false });
  expect(table.exitCode).toBe(1);
  expect(table.text).toMatch(/\ntoday-look +alone +callers 1 +\d+ +2 +12 +\d+ +C1: holds, violated\n/);
  const json = boundsText([lease()], { variant: 'proposed', json: true });
  expect([json.exitCode, JSON.parse(json.text)]).toMatchObject([0, { schema: 1, ok: true }]);
});
