// SPDX-License-Identifier: MIT
// The wiring of calls as a patch: it is as git writes it, applies by itself, and gives the tree that is built, but for the copies in tools.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf } from '../fixtures/document.ts';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import type { Patch } from '../source/patch.ts';
import { seriesOf } from '../source/patches.ts';
import { sectionsOf } from '../source/wiring/fixtures/trees.ts';
import { patchFiles } from '../source/workspace.ts';
import { sentSeries } from './sent.ts';

const folder = emptyFolder();
const { write } = folder;
const SLUG = 'example_at';
const KERNEL = `conformance/kernel/patches/${SLUG}`;

function prepare(files = sectionsOf('tables-6.12.txt')): void {
  for (const [file, text] of files) write(`pristine/${file}`, text);
  write('pristine/fs/code.c', 'one\ntwo\n');
  write(`spec/${SLUG}.md`, documentOf(SLUG, 500));
  const added = ['+config EXAMPLE_AT', `+SYSCALL_DEFINE2(${SLUG}, int, dfd, unsigned int, flags)`];
  const hunk = ['@@ -1,2 +1,4 @@', ' one', ...added, ' two', ''];
  write(`${KERNEL}/0001-fs-add-it.patch`, ['--- a/fs/code.c', '+++ b/fs/code.c', ...hunk].join('\n'));
}
const context = () => ({ env: process.env, cache: folder.path });
const pristine = () => join(folder.path, 'pristine');

async function sent(): Promise<Patch[]> {
  mkdirSync(join(folder.path, 'sent'), { recursive: true });
  return await sentSeries(SLUG, pristine(), join(folder.path, 'sent'), context(), { root: folder.path });
}

const textOf = ({ path }: Patch) => readFileSync(path, 'utf8');
/** All files of a folder, by name. */
const filesIn = (top: string) =>
  new Map(
    readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(top.length), readFileSync(path, 'utf8')] as const)
      .sort(),
  );

test('the patches give the same tree as what is built, but for the copies in tools', async () => {
  prepare();
  const [one, two] = ['one', 'two'].map((name) => join(folder.path, name)) as [string, string];
  for (const to of [one, two]) mkdirSync(to);
  await patchFiles(one, pristine(), await sent(), context());
  await patchFiles(two, pristine(), seriesOf(SLUG, { root: folder.path }), context());
  const kernel = [...filesIn(two)].filter(([file]) => !file.startsWith('/tools/'));
  expect(filesIn(one)).toEqual(new Map(kernel));
  expect([filesIn(one).size, filesIn(two).size]).toEqual([21, 27]);
});

test('one wires it and says why, with what the proposal adds to that; none has the copies in tools', async () => {
  prepare();
  write(`${KERNEL}/wiring.txt`, 'It is in none of the classes.\n');
  const [, wiring, ...more] = await sent();
  expect(more).toEqual([]);
  expect(wiring!.name).toBe('0002-syscalls-wire-up-example_at-on-all-architectures.patch');
  expect(textOf(wiring!)).toMatch(/^From 0{40} Mon Sep 17 00:00:00 2001\nFrom: syspec <syspec@localhost>\n/);
  expect(textOf(wiring!)).toContain(
    [
      'Subject: [PATCH 2/2] syscalls: wire up example_at() on all architectures',
      '',
      'example_at() has no number yet, so nobody can call it. Add it to the tables',
      'of all architectures.',
      '',
      'The number is 500, which is only meant for testing: it is above all numbers',
      'that are assigned, and is to be replaced by the next free one. On alpha,',
      'where new calls are offset by 110, it is 610.',
      '',
      'Declare it, and return ENOSYS where it is not configured.',
      '',
      'It is in none of the classes.',
      '---',
      ' arch/alpha/kernel/syscalls/syscall.tbl      | 1 +',
      '',
    ].join('\n'),
  );
  expect(textOf(wiring!)).toContain(
    '\n scripts/syscall.tbl                         | 1 +\n 20 files changed, 24 insertions(+), 1 deletion(-)\n\ndiff --git a/arch/alpha/',
  );
  expect(wiring!.files.some((file) => file.startsWith('tools/'))).toBe(false);
});

test('a source without copies is wired as well; a proposal without notes has none', async () => {
  const all = sectionsOf('tables-6.12.txt');
  prepare(new Map([...all].filter(([file]) => !file.startsWith('tools/'))));
  const patches = await sent();
  expect(patches).toHaveLength(2);
  expect(textOf(patches[1]!)).toContain('[PATCH 2/2]');
  expect(textOf(patches[1]!)).toContain('not configured.\n---\n');
});

test('a proposal that adds no call is sent as it lies', async () => {
  prepare();
  write(`spec/${SLUG}.md`, documentOf(SLUG));
  expect((await sent()).map(({ name }) => name)).toEqual(['0001-fs-add-it.patch']);
});
