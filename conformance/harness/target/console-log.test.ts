// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderOfTest } from '../../../base/fixtures/folder.ts';
import { newLog } from './console-log.ts';

let cache: string;
beforeEach(() => {
  cache = folderOfTest();
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('each log has a path of its own, in a folder that is there', () => {
  const [first, second] = [newLog(), newLog()];
  expect(first).not.toBe(second);
  expect(readdirSync(dirname(first))).toEqual([]);
});

test('old logs make room', () => {
  const folder = join(cache, 'syspec', 'logs', 'guests');
  mkdirSync(folder, { recursive: true });
  for (let year = 1000; year < 1250; year += 1) writeFileSync(join(folder, `${year}.log`), '');
  newLog();
  const left = readdirSync(folder);
  expect(left).toHaveLength(200);
  expect(left).not.toContain('1049.log');
  expect(left).toContain('1050.log');
});
