// SPDX-License-Identifier: MIT
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { MARK, writeSite } from './write.ts';

const site = (...paths: readonly string[]) => new Map(paths.map((path) => [path, `text of ${path}`]));

test('it writes each file, and says how many bytes', () => {
  const folder = join(folderOfTest(), 'new');
  expect(writeSite(folder, site('index.html', 'a/b.html'))).toBe(
    Buffer.byteLength('text of index.htmltext of a/b.html'),
  );
  expect(readFileSync(join(folder, 'a/b.html'), 'utf8')).toBe('text of a/b.html');
  expect(readdirSync(folder).sort()).toEqual(['a', 'index.html', MARK]);
});

test('a folder with something in it that is no report is left as it is', () => {
  const folder = folderOfTest();
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  expect(() => writeSite(folder, site('index.html'))).toThrow('is not empty, and no report');
  writeFileSync(join(folder, MARK), '{"schema":1,"made":"by hand","files":["mine.txt"]}');
  expect(() => writeSite(folder, site('index.html'))).toThrow('is not empty, and no report');
  expect(readdirSync(folder).sort()).toEqual(['mine.txt', MARK].sort());
});

test('a file is no folder', () => {
  const file = join(folderOfTest(), 'file');
  writeFileSync(file, '');
  expect(() => writeSite(file, site('index.html'))).toThrow('is no folder');
});

test('an earlier report is replaced: its other files go, and what was added by hand stays', () => {
  const folder = folderOfTest();
  writeSite(folder, site('index.html', 'old.html'));
  writeFileSync(join(folder, 'note.txt'), 'mine');
  writeSite(folder, site('index.html', 'new.html'));
  expect(readdirSync(folder).sort()).toEqual(['index.html', 'new.html', 'note.txt', MARK].sort());
});

test('a list that names files outside of its folder removes none', () => {
  const folder = join(folderOfTest(), 'site');
  mkdirSync(folder);
  writeFileSync(join(folder, '../keep.txt'), 'keep');
  writeFileSync(join(folder, MARK), '{"schema":1,"made":"syspec report","files":["../keep.txt"]}');
  writeSite(folder, site('index.html'));
  expect(existsSync(join(folder, '../keep.txt'))).toBe(true);
});
