// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { editsSince } from './since.ts';

const PATCH = 'conformance/kernel/patches/lease/7.3/0001-core.patch';
const RECORD = 'records/lease.json';
const AT = { file: RECORD, line: 2 };
let root: string;

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...words: readonly string[]): void {
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.org'];
  execFileSync('git', [...who, ...words], { cwd: root, stdio: 'ignore' });
}

function commit(): void {
  git('add', '--all');
  git('commit', '--message', 'one');
}

beforeEach(() => {
  root = folderOfTest();
  git('init');
  put(PATCH, 'one\ntwo\nthree\n');
  put('conformance/lease/lanes.ts', 'lanes\n');
  put(RECORD, 'head\nthe run\nanother\n');
  commit();
});

test('an edit is named with its line, whether it is committed or not', () => {
  put(PATCH, 'one\ntwo\n3\n');
  expect(editsSince(root, 'lease')(AT, 'patches')).toBe(`patches (${PATCH}:3)`);
  commit();
  expect(editsSince(root, 'lease')(AT, 'patches')).toBe(`patches (${PATCH}:3)`);
});

test('what was edited before the run was recorded is not named', () => {
  put(PATCH, 'one\ntwo\n3\n');
  put(RECORD, 'head\nthe run again\nanother\n');
  commit();
  put('conformance/lease/lanes.ts', 'other lanes\n');
  const edits = editsSince(root, 'lease');
  expect(edits(AT, 'patches')).toBe('patches');
  expect(edits(AT, 'lanes')).toBe('lanes (conformance/lease/lanes.ts:1)');
  // The run of the third line was recorded before.
  expect(edits({ ...AT, line: 3 }, 'patches')).toBe(`patches (${PATCH}:3)`);
});

test('a file that is new or gone is named; a test is no part', () => {
  rmSync(join(root, PATCH));
  put('conformance/lease/more.ts', 'more\n');
  put('conformance/lease/lanes.test.ts', 'a test\n');
  const edits = editsSince(root, 'lease');
  expect(edits(AT, 'patches')).toBe(`patches (${PATCH} is gone)`);
  expect(edits(AT, 'lanes')).toBe('lanes (conformance/lease/more.ts)');
});

test('of many edits three are named', () => {
  put('conformance/lease/lanes.ts', `a\n${'lanes\n'.repeat(3)}`);
  for (const name of ['b', 'c', 'd', 'e']) put(`conformance/lease/${name}.ts`, name);
  expect(editsSince(root, 'lease')(AT, 'lanes')).toMatch(/^lanes \((?:\S+, ){3}2 more\)$/);
});

test('where there is no repository the part is named alone', () => {
  rmSync(join(root, '.git'), { recursive: true });
  expect(editsSince(root, 'lease')(AT, 'patches')).toBe('patches');
});
