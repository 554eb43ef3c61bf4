// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { type Documents, releaseOf, requireUntouched, writeDocuments } from './generate.ts';

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
  requireUntouched(folder, 'valid', texts('old'));
  writeDocuments(folder, 'valid', texts('old'));
  requireUntouched(folder, 'valid', texts('new'));
  const path = join(folder, 'valid', 'b.mbox');
  writeFileSync(path, 'old\nSigned-off-by: Jane <j@example.org>\nEDITME: base\n');
  expect(() => requireUntouched(folder, 'valid', texts('new'))).toThrow(
    expect.objectContaining({
      code: 'BAD_USAGE',
      message: expect.stringContaining(`${path} has fewer EDITMEs`),
    }),
  );
});

test('the release of a source is what its Makefile says', () => {
  const folder = folderOfTest();
  expect(releaseOf(folder)).toBeUndefined();
  writeFileSync(join(folder, 'Makefile'), '# x\nVERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\nEXTRAVERSION =\n');
  expect(releaseOf(folder)).toBe('7.3.4');
  writeFileSync(join(folder, 'Makefile'), 'all:\n');
  expect(releaseOf(folder)).toBeUndefined();
});
