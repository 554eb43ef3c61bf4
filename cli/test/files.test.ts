// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { matchesTestFile } from './files.ts';

test.each([
  ['Sub/Lock', true],
  ['lock.test.ts:12', true],
  ['lock.test.ts:12:3', true],
  ['helper', false],
  ['brought', false],
  ['built', false],
])('%s: %j', (filter, isThere) => {
  const root = folderOfTest();
  for (const path of [
    'sub/lock.test.ts',
    'sub/helper.ts',
    'node_modules/brought.test.ts',
    'dist/built.test.ts',
  ]) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  expect(matchesTestFile(root, filter)).toBe(isThere);
  expect(matchesTestFile(root, join(root, 'sub'))).toBe(true);
});
