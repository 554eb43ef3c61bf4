// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { cacheFolder, keepLog } from './cache.ts';

const folder = folderOfFile();

test('the cache is where XDG says, else in the home folder', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/x', HOME: '/h' })).toBe('/x/syspec');
  expect(cacheFolder({ HOME: '/h' })).toBe('/h/.cache/syspec');
  expect(cacheFolder({ XDG_CACHE_HOME: '', HOME: '/h' })).toBe('/h/.cache/syspec');
});

test('the newest logs are kept', async () => {
  const env = { XDG_CACHE_HOME: folder };
  let kept = '';
  for (let i = 0; i < 25; i++) {
    const log = join(folder, 'tlc.log');
    writeFileSync(log, `run ${i}`);
    kept = await keepLog(log, `Spec${i}`, env);
  }
  expect(readFileSync(kept, 'utf8')).toBe('run 24');
  expect(readdirSync(dirname(kept)).length).toBeLessThan(25);
  expect(readdirSync(folder)).toEqual(['syspec']);
});
