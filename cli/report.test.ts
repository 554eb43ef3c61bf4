// SPDX-License-Identifier: MIT
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { captured } from './fixtures/captured.ts';

test('a folder with something else in it is refused before the work, with exit code 2', async () => {
  const folder = folderOfTest();
  writeFileSync(join(folder, 'mine.txt'), '');
  const { exit, out, err } = await captured('report', '--out', folder);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('is not empty, and no report');
  expect(readdirSync(folder)).toEqual(['mine.txt']);
});

test('a mistyped proposal, and a file that has no counterexample on a kernel', async () => {
  const out = join(folderOfTest(), 'site');
  const mistyped = await captured('report', 'nothing', '--out', out, '--json');
  expect(mistyped.exit).toBe(2);
  expect(JSON.parse(mistyped.out)).toMatchObject({ ok: false, error: { code: 'BAD_USAGE' } });
  const { exit, err } = await captured('report', '--out', out, '--observed', join(out, 'missing.json'));
  expect(exit).toBe(2);
  expect(err).toContain('missing.json');
});

test('a folder that cannot be made is refused before the work', async () => {
  const { exit, out, err } = await captured('report', 'nothing', '--out', '/proc/site');
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('syspec: cannot write in /proc: ');
});
