// SPDX-License-Identifier: MIT
// Two proposals that each add a call, in a source of a few files, with the real patch(1): each has a kernel of its own,
// which the other cannot break, and both fit into one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { documentOf } from '../fixtures/document.ts';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { flavourNamed } from '../flavours.ts';
import { patchesOf } from './patches.ts';
import { sectionsOf } from './wiring/fixtures/trees.ts';
import { patchSource, workspaceIn } from './workspace.ts';

const folder = emptyFolder();
const { write } = folder;

const TABLE = 'scripts/syscall.tbl';
const CODE = Array.from({ length: 20 }, (_, i) => `line ${i}`);

/** A document, and a series that puts a call behind line `at`. */
function proposal(slug: string, number: number, at: number, context = `line ${at}`): void {
  write(`spec/${slug}.md`, documentOf(slug, number));
  const hunk = [`@@ -${at + 1},2 +${at + 1},3 @@`, ` ${context}`, `+SYSCALL_DEFINE1(${slug}, int, fd)`];
  const text = ['--- a/fs/code.c', '+++ b/fs/code.c', ...hunk, ` line ${at + 1}`, ''].join('\n');
  write(`conformance/kernel/patches/${slug}/0001-add.patch`, text);
}

beforeEach(() => {
  for (const [file, text] of sectionsOf('tables-6.12.txt')) write(`pristine/${file}`, text);
  write('pristine/fs/code.c', `${CODE.join('\n')}\n`);
  proposal('example_a', 501, 3);
  proposal('example_b', 500, 12);
});

const space = () => workspaceIn(join(folder.path, 'work'));
const read = (file: string) => readFileSync(join(space().src, file), 'utf8');
const calls = (file: string) => read(file).match(/example_[ab]\b(?=\s+sys_)/g) ?? [];
const make = (flavour: string, slug?: string) =>
  patchSource(
    space(),
    join(folder.path, 'pristine'),
    patchesOf(flavourNamed(flavour), slug, { root: folder.path }),
    {
      env: process.env,
      cache: folder.path,
    },
  );

test('each has its own call, and not the other', async () => {
  for (const slug of ['example_a', 'example_b']) {
    await make('series', slug);
    expect(read('fs/code.c').match(/SYSCALL.*/g)).toEqual([`SYSCALL_DEFINE1(${slug}, int, fd)`]);
    expect(calls(TABLE)).toEqual([slug]);
    expect(read('include/linux/syscalls.h').match(/sys_example.*/g)).toEqual([`sys_${slug}(int fd);`]);
  }
});

test('what is nobody’s has neither, whatever was there before', async () => {
  await make('series', 'example_a');
  await make('pristine');
  expect(read('fs/code.c')).toBe(`${CODE.join('\n')}\n`);
  expect(calls(TABLE)).toEqual([]);
});

test('composed, both are there, and their numbers follow each other in each table', async () => {
  await make('all');
  expect(read('fs/code.c').match(/SYSCALL.*/g)).toHaveLength(2);
  for (const file of [
    TABLE,
    'arch/alpha/kernel/syscalls/syscall.tbl',
    'arch/x86/entry/syscalls/syscall_64.tbl',
  ])
    expect(calls(file), file).toEqual(['example_b', 'example_a']);
  expect(read('include/uapi/asm-generic/unistd.h')).toContain('#define __NR_syscalls 502\n');
});

describe('the kernel of one is there although the other', () => {
  test.each([
    [
      'does not apply',
      () => proposal('example_b', 500, 12, 'another line'),
      'KERNEL_PATCH',
      /0001-add\.patch does not apply/,
    ],
    [
      'has a number of today',
      () => proposal('example_b', 460, 12),
      'KERNEL_PATCH',
      /example_b cannot be 460/,
    ],
    [
      'has a document that cannot be read',
      () => void write('spec/example_b.md', '#'),
      'BAD_INPUT',
      /example_b\.md/,
    ],
    [
      'defines no call',
      () => void write('conformance/kernel/patches/example_b/0001-add.patch', '--- a/fs/x.c\n+++ b/fs/x.c\n'),
      'BAD_INPUT',
      /no patch of example_b defines/,
    ],
  ])('%s', async (_, breakIt, code, message) => {
    breakIt();
    await make('series', 'example_a');
    expect(calls(TABLE)).toEqual(['example_a']);
    // The other one's is not, nor is that of all; and what is there stays as it is.
    for (const made of [() => make('series', 'example_b'), () => make('all')]) {
      await expect((async () => made())()).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    }
    expect(calls(TABLE)).toEqual(['example_a']);
  });
});

test('two of one number have a kernel each, and none together', async () => {
  proposal('example_b', 501, 12);
  await make('series', 'example_a');
  await make('series', 'example_b');
  await expect(make('all')).rejects.toMatchObject({
    code: 'KERNEL_PATCH',
    message: expect.stringContaining('example_b cannot be 501, which example_a is'),
  });
});
