// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { compiled } from './fixtures/compiled.ts';
import { folderOfTest } from './fixtures/folder.ts';
import { requireWritable, UNNAMED, writeWhole } from './write-whole.ts';

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

test('a symbolic link stays one, and what it leads to is written', () => {
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'there', 'file'), 'before');
  symlinkSync('there/file', join(folder, 'link'));
  symlinkSync('link', join(folder, 'another'));
  symlinkSync('there/new', join(folder, 'to-be'));
  writeWhole(join(folder, 'another'), 'text');
  writeWhole(join(folder, 'to-be'), 'new');
  expect(readdirSync(folder).sort()).toEqual(['another', 'link', 'there', 'to-be']);
  expect(readlinkSync(join(folder, 'another'))).toBe('link');
  expect(readlinkSync(join(folder, 'to-be'))).toBe('there/new');
  const text = (name: string) => readFileSync(join(folder, 'there', name), 'utf8');
  expect(['file', 'new'].map(text)).toEqual(['text', 'new']);
});

test('links in a circle lead nowhere', () => {
  symlinkSync('b', join(folder, 'a'));
  symlinkSync('a', join(folder, 'b'));
  expect(() => writeWhole(join(folder, 'a'), 'text')).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE', message: expect.stringContaining('ELOOP') }),
  );
});

test('a file that is our own standard output is written to in its place', () => {
  const { root } = compiled(
    'written',
    `import { requireWritable, UNNAMED, writeWhole } from './dist/base/write-whole.js';
process.stdout.write('before\\n');
writeWhole('/dev/stdout', 'text\\n');
process.stdout.write('after\\n');`,
  );
  onTestFinished(() => rmSync(root, { recursive: true }));
  const all = join(folder, 'all');
  const descriptor = openSync(all, 'w');
  spawnSync(process.execPath, [join(root, 'driver.js')], { stdio: ['ignore', descriptor, 'inherit'] });
  closeSync(descriptor);
  expect(readFileSync(all, 'utf8')).toBe('before\ntext\nafter\n');
});

test.each([
  ['somebody has named', undefined, { code: 'BAD_USAGE', hint: 'Name another file or folder.' }],
  ['nobody has named', UNNAMED, { code: 'NOT_PERMITTED', hint: 'Make it writable, then run this again.' }],
])('what %s and cannot be written leaves nothing behind', (_, refusal, told) => {
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'file'), '');
  for (const name of ['there', 'file/below'])
    expect(() => writeWhole(join(folder, name), 'text', refusal)).toThrow(
      expect.objectContaining({ ...told, message: expect.stringContaining(`cannot write ${folder}`) }),
    );
  expect(readdirSync(folder).sort()).toEqual(['file', 'there']);
});

test('before the work it is found out by making a file, which does not stay', () => {
  requireWritable(join(folder, 'file'));
  requireWritable('/dev/null');
  symlinkSync('there', join(folder, 'link'));
  requireWritable(join(folder, 'link'));
  // What is made beside a name as long as one can be has one too long.
  const long = join(folder, 'a'.repeat(251));
  expect(() => requireWritable(long)).toThrow(
    expect.objectContaining({
      ...{ code: 'BAD_USAGE', message: expect.stringContaining(`cannot write ${long}: ENAMETOOLONG`) },
    }),
  );
  expect(() => requireWritable('/proc/x', UNNAMED, 'in /proc')).toThrow(
    expect.objectContaining({
      ...{ code: 'NOT_PERMITTED', message: expect.stringContaining('cannot write in /proc: ') },
    }),
  );
  expect(readdirSync(folder)).toEqual(['link']);
});
