// SPDX-License-Identifier: MIT
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { flavourNamed } from '../flavours.ts';
import { patchesOf, readPatch, seriesOf } from './patches.ts';

const folder = emptyFolder();
const { write } = folder;

const names = (flavour: string) => patchesOf(flavourNamed(flavour), folder.path).map(({ name }) => name);

test('the test-only patches come first, then the series by slug, each by number', () => {
  write('patches/example_b/0001-b.patch');
  write('patches/example_a/0002-a.patch');
  write('patches/example_a/0001-a.patch');
  write('patches/example_a/README.md');
  write('test-only/0001-t.patch');
  expect(names('fast')).toEqual(['0001-t.patch', '0001-a.patch', '0002-a.patch', '0001-b.patch']);
  expect(names('unpatched')).toEqual(['0001-t.patch']);
  expect(names('series')).toEqual(names('fast').slice(1));
  expect(seriesOf('example_b', folder.path).map(({ name }) => name)).toEqual(['0001-b.patch']);
  expect(seriesOf('example_c', folder.path)).toEqual([]);
  expect(names('pristine')).toEqual([]);
});

test('the points of a proposal come last, those for the text that it has', () => {
  write('test-only/0001-t.patch');
  for (const text of ['unpatched', 'series', 'naive']) write(`test-only/example_a/${text}.patch`);
  write('test-only/example_b/series.patch');
  write('patches/example_a/0001-a.patch');
  write('patches/example_b/0001-b.patch');
  write('variants/example_a/naive.patch');
  const paths = (flavour: string) =>
    patchesOf(flavourNamed(flavour), folder.path).map(({ path }) => relative(folder.path, path));
  expect(paths('unpatched')).toEqual(['test-only/0001-t.patch', 'test-only/example_a/unpatched.patch']);
  const [a, b] = ['patches/example_a/0001-a.patch', 'patches/example_b/0001-b.patch'];
  const points = ['test-only/example_a/series.patch', 'test-only/example_b/series.patch'];
  expect(paths('fast')).toEqual(['test-only/0001-t.patch', a, b, ...points]);
  // A proposal without this variant has its series, and the points of that.
  const naive = ['test-only/0001-t.patch', a, 'variants/example_a/naive.patch', b];
  expect(paths('naive')).toEqual([...naive, 'test-only/example_a/naive.patch', points[1]]);
  expect(paths('series')).toEqual([a, b]);
  expect(paths('pristine')).toEqual([]);
});

test('a folder without patches has none', () => {
  expect(names('fast')).toEqual([]);
});

test('a path that is relative is made absolute, as patch(1) runs elsewhere', () => {
  const path = write('a.patch');
  expect(readPatch(relative(process.cwd(), path)).path).toBe(path);
});

test('another message is the same patch, another change is another', () => {
  const change = (line: string) => `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+${line}\n`;
  const sha256 = (text: string) => readPatch(write('a.patch', text)).sha256;
  const first = sha256(`One.\n---\n x | 2 +-\n\n${change('new')}`);
  expect(sha256(`Another.\n---\n${change('new')}`)).toBe(first);
  expect(sha256(`One.\n---\n x | 2 +-\n\n${change('newer')}`)).not.toBe(first);
  expect(sha256('no change')).not.toBe(sha256('none either'));
});

test('the files of a patch: changed, added, removed, each once', () => {
  const path = write(
    'a.patch',
    `--- a/kernel/changed.c
+++ b/kernel/changed.c
@@ -1,2 +1,1 @@
 x
--- a comment in Lua that goes
--- /dev/null
+++ b/added.h
@@ -0,0 +1 @@
+x
--- a/gone.c\t2025-01-01
+++ /dev/null
@@ -1 +0,0 @@
-x
--- a/added.h
+++ b/added.h
`,
  );
  expect(readPatch(path).files).toEqual(['kernel/changed.c', 'added.h', 'gone.c']);
});

test('the test-only patches of this package are found, and what it adds is listed', () => {
  const files = patchesOf(flavourNamed('unpatched')).flatMap((patch) => patch.files);
  expect(files).toContain('include/uapi/linux/syspec_test.h');
  expect(files).toContain('kernel/sched/idle.c');
  expect(files).toContain('kernel/syspec/point.c');
});
