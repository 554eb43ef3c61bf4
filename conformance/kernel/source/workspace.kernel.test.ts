// SPDX-License-Identifier: MIT
// With the real patch(1).
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Patch, readPatch } from './patch.ts';
import { patchSource, workspaceIn } from './workspace.ts';

const LINES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'syspec-workspace-'));
  mkdirSync(join(top, 'pristine'));
  writeFileSync(join(top, 'pristine/a.c'), `${LINES.join('\n')}\n`);
  writeFileSync(join(top, 'pristine/b.c'), 'b\n');
});
afterEach(() => rmSync(top, { recursive: true }));

const space = () => workspaceIn(join(top, 'work'));
const prepare = (...patches: Patch[]) =>
  patchSource(space(), join(top, 'pristine'), patches, { env: process.env, cache: top });
const read = (file: string) => readFileSync(join(space().src, file), 'utf8');

function patch(name: string, text: string): Patch {
  writeFileSync(join(top, name), text);
  return readPatch(join(top, name));
}

/** Changes the middle line; `first` is what its context says that the second line is. */
const change = (name: string, from: string, to: string, first = 'two') =>
  patch(name, `--- a/a.c\n+++ b/a.c\n@@ -2,5 +2,5 @@\n ${first}\n three\n-${from}\n+${to}\n five\n six\n`);
const added = () => patch('add', '--- /dev/null\n+++ b/sub/new.c\n@@ -0,0 +1 @@\n+new\n');
const removed = () => patch('remove', '--- a/b.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n');

test('patches are applied in order, and the pristine source stays as it is', async () => {
  await prepare(change('p', 'four', '4'), change('q', '4', 'IV'), added(), removed());
  expect(read('a.c')).toContain('IV');
  expect(read('sub/new.c')).toBe('new\n');
  expect(existsSync(join(space().src, 'b.c'))).toBe(false);
  expect(readFileSync(join(top, 'pristine/a.c'), 'utf8')).toContain('four');
  expect(readFileSync(join(top, 'pristine/b.c'), 'utf8')).toBe('b\n');
  await prepare();
  expect(read('a.c')).toBe(`${LINES.join('\n')}\n`);
  expect(existsSync(join(space().src, 'sub/new.c'))).toBe(false);
  expect(read('b.c')).toBe('b\n');
});

test('only what differs is written, so that make sees what changed and nothing else', async () => {
  const time = (file: string) => statSync(join(space().src, file)).mtimeMs;
  await prepare(change('p', 'four', '4'), added());
  const before = { a: time('a.c'), added: time('sub/new.c') };
  await prepare(change('r', 'four', 'quatre'), added());
  expect(time('sub/new.c')).toBe(before.added);
  expect(time('a.c')).toBeGreaterThan(before.a);
  const old = time('a.c');
  await prepare(added());
  expect(time('a.c')).toBeGreaterThan(old);
});

test('fuzz is refused, with the reason, and the source stays as it was', async () => {
  await prepare(added());
  const fuzzy = change('p', 'four', '4', 'TWO');
  await expect(prepare(fuzzy, added())).rejects.toMatchObject({
    code: 'KERNEL_PATCH',
    exitCode: 3,
    message: expect.stringMatching(/p does not apply to this source without fuzz.*FAILED/),
  });
  expect(read('a.c')).toContain('four');
  expect(read('sub/new.c')).toBe('new\n');
  expect(existsSync(space().scratch)).toBe(false);
});

test('a patch that is applied already, or adds what exists, is refused', async () => {
  await expect(prepare(change('p', 'four', '4'), change('q', 'four', '4'))).rejects.toMatchObject({
    code: 'KERNEL_PATCH',
  });
  const twice = patch('twice', '--- /dev/null\n+++ b/b.c\n@@ -0,0 +1 @@\n+x\n');
  await expect(prepare(twice)).rejects.toMatchObject({ code: 'KERNEL_PATCH' });
});

test('a fresh copy of the source does away with old objects', async () => {
  await prepare(change('p', 'four', '4'));
  mkdirSync(space().out);
  await prepare();
  expect(existsSync(space().out)).toBe(true);
  rmSync(space().src, { recursive: true });
  await prepare();
  expect(existsSync(space().out)).toBe(false);
});
