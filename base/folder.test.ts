// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfFile, folderOfTest } from './fixtures/folder.ts';

const shared = folderOfFile();
const seen: string[] = [];
let folder: string;
beforeEach(() => {
  folder = folderOfTest();
  expect(seen.filter(existsSync)).toEqual([]);
  seen.push(folder);
});

test.each(['first', 'second'])('the %s test has an empty folder of its own', (name) => {
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, name), '');
  writeFileSync(join(shared, name), '');
});

test('what is in the folder of the file stays', () => {
  expect(readdirSync(shared).sort()).toEqual(['first', 'second']);
});
