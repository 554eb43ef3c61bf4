// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';
import { requireWhole } from './require-whole.ts';

test('of the options that make a run partial those are named that are given', () => {
  const refused = (partial: Readonly<Record<string, boolean>>) => () =>
    requireWhole('agree --record', 'a comparison of all graphs', partial);
  expect(refused({ variant: false, 'max-states': false })).not.toThrow();
  expect(refused({ variant: true, scenario: false, 'max-states': true })).toThrow(
    expect.objectContaining({
      code: 'BAD_USAGE',
      message: 'only a comparison of all graphs is recorded',
      hint: 'Leave out --variant and --max-states.',
    }),
  );
});

test('so it is on the command line', async () => {
  const { exit, err } = await captured('conform', '--record', '--lane', 'cases');
  expect([exit, err]).toEqual([
    2,
    'syspec: only a whole run on a kernel of ours is recorded\n  Leave out --lane.\n',
  ]);
});
