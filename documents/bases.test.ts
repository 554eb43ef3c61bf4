// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderUntilExit } from './bases.ts';

test('however many folders there are, one listener removes them at the exit', () => {
  const before = process.listeners('exit');
  const folders = Array.from({ length: 14 }, folderUntilExit);
  const added = process.listeners('exit').filter((one) => !before.includes(one));
  expect(added).toHaveLength(1);
  expect(new Set(folders).size).toBe(14);
  added[0]!(0);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  process.removeListener('exit', added[0]!);
});
