// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { captured } from './fixtures/captured.ts';

const EXPLAIN = ['explain', 'fconnectat', 'naive', '--claim', 'C2'];
const CHECK = ['check', 'fconnectat', '--claim', 'C5', '--scenario', 'held'];

test.each([
  ['explain --html', [...EXPLAIN, '--html']],
  ['check --ktap', [...CHECK, '--ktap']],
  ['conform --ktap', ['conform', '--host', '--ktap']],
  ['conform --junit', ['conform', '--host', '--junit']],
  ['replay --c', ['replay', 'absent.json', '--c']],
])('%s makes no folder', async (_, argv) => {
  const folder = join(folderOfTest(), 'absent');
  const { exit, out, err } = await captured(...argv, join(folder, 'file'));
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(`syspec: no such folder: ${folder}\n`);
  expect(existsSync(folder)).toBe(false);
});

test.each([
  ['explain --html', [...EXPLAIN, '--html']],
  ['check --ktap', [...CHECK, '--ktap']],
  ['conform --junit', ['conform', '--host', '--junit']],
])('%s refuses a folder before the work', async (_, argv) => {
  const folder = folderOfTest();
  const { exit, out, err } = await captured(...argv, folder);
  expect([exit, out, err]).toEqual([2, '', `syspec: ${folder} is a folder\n  Name a file in it.\n`]);
});

test.each([
  ['explain --html', [...EXPLAIN, '--html']],
  ['check --ktap', [...CHECK, '--ktap']],
  ['conform --junit', ['conform', '--host', '--junit']],
  ['replay --c', ['replay', 'absent.json', '--c']],
])('%s asks before the work whether the file can be made', async (_, argv) => {
  const { exit, out, err } = await captured(...argv, '/proc/file');
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('syspec: cannot write /proc/file: ');
});

test("a file is not called '-', where others would print", async () => {
  const { exit, out, err } = await captured(...CHECK, '--ktap', '-');
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain("syspec: '-' is no file's name\n");
  expect(existsSync('-')).toBe(false);
});

test.each([
  ['explain --html', [...EXPLAIN, '--html']],
  ['explain --short --html', [...EXPLAIN, '--short', '--html']],
  ['check --ktap', [...CHECK, '--ktap']],
])('%s says what it has written', async (_, argv) => {
  const file = join(folderOfTest(), 'file');
  const { exit, out } = await captured(...argv, file);
  expect([exit, out]).toEqual([0, expect.stringContaining(`\nwritten to ${file}\n`)]);
  expect(readFileSync(file, 'utf8')).not.toBe('');
  const words = argv.filter((word) => word !== '--short');
  const json = await captured(...words, file, '--json');
  expect(json.err).toContain(`written to ${file}\n`);
  expect(JSON.parse(json.out)).toMatchObject({ schema: 1 });
});
