// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { asideIn } from './aside.ts';

test('each check has a folder of its own, which names its process', () => {
  const cache = join(folderOfTest(), 'documents');
  const folders = [asideIn(cache), asideIn(cache)];
  expect(folders[0]).not.toBe(folders[1]);
  for (const folder of folders) {
    expect(folder.startsWith(join(cache, `${process.pid}-`))).toBe(true);
    expect(existsSync(folder)).toBe(true);
  }
});

test('the newest folders of processes that have ended are kept, all of those that run, and what has another name', () => {
  const cache = folderOfTest();
  const { pid } = spawnSync('true');
  const of = (process: number, at: number): string => {
    const name = `${process}-aaaaa${at}`;
    mkdirSync(join(cache, name, 'valid'), { recursive: true });
    utimesSync(join(cache, name), at, at);
    return name;
  };
  const ended = Array.from({ length: 10 }, (_, at) => of(pid, at));
  const running = of(process.pid, 0);
  mkdirSync(join(cache, 'valid'));
  const own = asideIn(cache).slice(cache.length + 1);
  expect(readdirSync(cache).sort()).toEqual([...ended.slice(2), running, 'valid', own].sort());
});
