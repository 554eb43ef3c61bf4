// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
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

test('whether the records can be written is asked before the run', () => {
  const root = folderOfTest();
  writeFileSync(join(root, 'vitest.config.ts'), '');
  requireWhole('agree --record', 'a comparison of all graphs', {}, root);
  writeFileSync(join(root, 'records'), '');
  expect(() => requireWhole('agree --record', 'a comparison of all graphs', {}, root)).toThrow(
    expect.objectContaining({ code: 'NOT_PERMITTED', message: `${join(root, 'records')} is no folder` }),
  );
});

test('so it is on the command line', async () => {
  const { exit, err } = await captured('conform', '--record', '--lane', 'cases');
  expect([exit, err]).toEqual([
    2,
    'syspec: only a whole run on a kernel of ours is recorded\n  Leave out --lane.\n',
  ]);
});
