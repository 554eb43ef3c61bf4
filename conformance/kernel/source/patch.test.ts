// SPDX-License-Identifier: MIT
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { readPatch } from './patch.ts';

const folder = emptyFolder();
const { write } = folder;

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
