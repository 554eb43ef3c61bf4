// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from './fixtures/folder.ts';
import { writeWhole } from './write-whole.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

test('the folders above a file are made, and nothing else is left', () => {
  writeWhole(join(folder, 'a', 'b'), 'text');
  writeWhole(join(folder, 'a', 'b'), 'another');
  expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
  expect(readFileSync(join(folder, 'a', 'b'), 'utf8')).toBe('another');
});

test('what has another name for a device is written to, and stays: /dev/stdout is one', () => {
  const name = join(folder, 'null');
  symlinkSync('/dev/null', name);
  writeWhole(name, 'text');
  expect(readlinkSync(name)).toBe('/dev/null');
});

test('what cannot be written is BAD_USAGE, and leaves nothing behind', () => {
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'file'), '');
  for (const name of ['there', 'file/below'])
    expect(() => writeWhole(join(folder, name), 'text')).toThrow(
      expect.objectContaining({
        code: 'BAD_USAGE',
        message: expect.stringContaining(`cannot write ${folder}`),
      }),
    );
  expect(readdirSync(folder).sort()).toEqual(['file', 'there']);
});
