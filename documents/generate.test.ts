// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { type Documents, releaseOf, requireUntouched, todayFiles, writeDocuments } from './generate.ts';
import type { Race } from './selftest/races.ts';

test('a folder that cannot be made is named, and is no bug of ours', () => {
  const file = join(folderOfTest(), 'file');
  writeFileSync(file, '');
  const documents = { files: new Map([['man2/valid.2', '']]) } as unknown as Documents;
  expect(() => writeDocuments(file, 'valid', documents)).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE', message: expect.stringContaining(`cannot write ${file}`) }),
  );
});

test('a text that a person has filled in is named, and one of another day is none', () => {
  const folder = folderOfTest();
  const texts = (about: string) =>
    ({ files: new Map([['b.mbox', `${about}\nEDITME: sign\nEDITME: base\n`]]) }) as unknown as Documents;
  const require = (about: string) =>
    requireUntouched([
      { folder, slug: 'other', documents: texts(about) },
      { folder, slug: 'valid', documents: texts(about) },
    ]);
  require('old');
  writeDocuments(folder, 'valid', texts('old'));
  require('new');
  const path = join(folder, 'valid', 'b.mbox');
  writeFileSync(path, 'old\nSigned-off-by: Jane <j@example.org>\nEDITME: base\n');
  expect(() => require('new')).toThrow(
    expect.objectContaining({
      code: 'BAD_USAGE',
      message: expect.stringContaining(`${path} has fewer EDITMEs`),
    }),
  );
});

test('what an earlier run wrote and is generated no more is removed; what nobody of us wrote, or a person changed, is not', () => {
  const folder = folderOfTest();
  const texts = (...names: readonly string[]) =>
    ({ files: new Map(names.map((name) => [name, 'EDITME\n'])) }) as unknown as Documents;
  const there = () => readdirSync(join(folder, 'valid')).filter((name) => !name.startsWith('.'));
  writeDocuments(folder, 'valid', texts('fixes.mbox', 'series.mbox'));
  writeFileSync(join(folder, 'valid', 'notes.txt'), 'mine\n');
  requireUntouched([{ folder, slug: 'valid', documents: texts('series.mbox') }]);
  expect(writeDocuments(folder, 'valid', texts('series.mbox'))).toEqual([join(folder, 'valid/series.mbox')]);
  expect(there()).toEqual(['notes.txt', 'series.mbox']);
  const path = join(folder, 'valid', 'series.mbox');
  writeFileSync(path, 'Jane\n');
  expect(() => requireUntouched([{ folder, slug: 'valid', documents: texts('other.mbox') }])).toThrow(
    expect.objectContaining({
      ...{ code: 'BAD_USAGE', message: `${path} is generated no more, and was changed by hand` },
    }),
  );
  writeDocuments(folder, 'valid', texts('other.mbox'));
  expect(there()).toEqual(['notes.txt', 'other.mbox', 'series.mbox']);
});

test('what is generated still and a person has reworded is named; one that is the same now is none', () => {
  const folder = folderOfTest();
  const texts = (text: string) =>
    ({ files: new Map([['letter.mbox', `${text}\nEDITME\n`]]) }) as unknown as Documents;
  const require = (text: string) => requireUntouched([{ folder, slug: 'valid', documents: texts(text) }]);
  const path = join(folder, 'valid', 'letter.mbox');
  writeDocuments(folder, 'valid', texts('It is lost.'));
  require('It is gone.');
  writeFileSync(path, 'It was lost.\nEDITME\n');
  for (const text of ['It is lost.', 'It is gone.'])
    expect(() => require(text)).toThrow(
      expect.objectContaining({
        code: 'BAD_USAGE',
        message: `${path} was changed by hand, and would be written over`,
        hint: expect.stringContaining('Name another folder by --out'),
      }),
    );
  require('It was lost.');
});

test('a run that was cut short has left no text of a person', () => {
  const folder = folderOfTest();
  const texts = (text: string) => ({ files: new Map([['a', text]]) }) as unknown as Documents;
  const path = join(folder, 'valid', 'a');
  writeDocuments(folder, 'valid', texts('one'));
  // The list comes first, and then nothing: a folder lies where the first file is to be.
  mkdirSync(join(folder, 'valid', '0', 'in'), { recursive: true });
  const files = new Map([
    ['0', ''],
    ['a', 'two'],
  ]);
  expect(() => writeDocuments(folder, 'valid', { files } as unknown as Documents)).toThrow('valid/0');
  rmSync(join(folder, 'valid', '0'), { recursive: true });
  expect(readFileSync(path, 'utf8')).toBe('one');
  for (const text of ['two', 'three']) requireUntouched([{ folder, slug: 'valid', documents: texts(text) }]);
});

test('a list of what was written that leads out of its folder removes nothing there', () => {
  const folder = folderOfTest();
  const documents = (...names: readonly string[]) =>
    ({ files: new Map(names.map((name) => [name, 'x'])) }) as unknown as Documents;
  writeDocuments(folder, 'other', documents('a'));
  writeDocuments(folder, 'valid', documents('b'));
  const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
  writeFileSync(join(folder, 'valid', '.written.json'), JSON.stringify({ '../other/a': hash, b: hash }));
  writeDocuments(folder, 'valid', documents('c'));
  expect(readdirSync(join(folder, 'other'))).toContain('a');
  expect(readdirSync(join(folder, 'valid'))).not.toContain('b');
});

test('the release of a source is what its Makefile says', () => {
  const folder = folderOfTest();
  expect(releaseOf(folder)).toBeUndefined();
  writeFileSync(join(folder, 'Makefile'), '# x\nVERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\nEXTRAVERSION =\n');
  expect(releaseOf(folder)).toBe('7.3.4');
  writeFileSync(join(folder, 'Makefile'), 'all:\n');
  expect(releaseOf(folder)).toBeUndefined();
});

test('two programs of one name are refused where one page would be written over the other', () => {
  const race = (file: string, today = true): Race => ({
    ...{ file, name: 'lost', args: [], what: 'x', rules: [], today, optional: false, seen: [], text: '' },
  });
  const fixes = { series: new Map(), optional: new Map(), alone: new Map() };
  const written = (races: readonly Race[]) => todayFiles(races, fixes).map(([file]) => file);
  expect(written([race('a/lost.c'), race('b/lost.c', false)])).toEqual([
    'today/README.md',
    'today/lost.md',
    'today/lost.c',
  ]);
  expect(() => written([race('a/lost.c'), race('b/lost.c')])).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(/^b\/lost\.c is/) }),
  );
});
