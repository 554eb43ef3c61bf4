// SPDX-License-Identifier: MIT
// From a source and a series to the patch with all mutants, with the real patch(1) and diff(1).
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { type Patch, readPatch } from '../kernel/source/patch.ts';
import { patchFiles } from '../kernel/source/workspace.ts';
import { generate } from './generate.ts';

const OLD = '#include <a.h>\n\nint f(int a)\n{\n\tif (a)\n\t\treturn 1;\n\treturn 0;\n}\n';
const SERIES = `\
--- a/net/a.c
+++ b/net/a.c
@@ -4,5 +4,7 @@
 {
 \tif (a)
 \t\treturn 1;
+\tif (a == 2)
+\t\tput(a);
 \treturn 0;
 }
--- /dev/null
+++ b/net/b.h
@@ -0,0 +1,4 @@
+static inline int g(int a)
+{
+\treturn a ? 1 : 2;
+}
`;

let top: string;
const context = () => ({ env: process.env, cache: top });
beforeEach(() => {
  top = folderOfTest();
  put('pristine/net/a.c', OLD);
  put('pristine/kernel/Makefile', 'obj-y = fork.o\n');
});

function put(name: string, text: string): string {
  mkdirSync(dirname(join(top, name)), { recursive: true });
  writeFileSync(join(top, name), text);
  return join(top, name);
}

const patch = (name: string, text: string): Patch => readPatch(put(name, text));
const pristine = () => join(top, 'pristine');
const series = (...patches: Patch[]) => generate({ pristine: pristine(), before: [], patches }, context());

test('the mutants of the added lines, their names without numbers of lines', async () => {
  const { mutants, notMutated } = await series(patch('1.patch', SERIES));
  expect(mutants.map(({ id, what, by }) => [id, what, by])).toEqual([
    ["a.c f: negate 'a == 2'", 'net/a.c:7', { number: 1 }],
    ["a.c f: never 'a == 2'", 'net/a.c:7', { number: 2 }],
    ["a.c f: delete 'put(a)'", 'net/a.c:8', { number: 3 }],
  ]);
  expect(notMutated.map(({ file, line, why }) => [file, line, why])).toEqual([
    ['net/b.h', 3, 'in a header'],
    ['net/b.h', 3, 'in a header'],
    ['net/b.h', 3, 'in a header'],
  ]);
});

test('what comes after the series is not mutated, and the patch is for the text that has it', async () => {
  const own = patch('1.patch', SERIES);
  const later = patch(
    '2.patch',
    '--- a/net/a.c\n+++ b/net/a.c\n@@ -6,4 +6,6 @@\n \t\treturn 1;\n+\tif (a == 3)\n+\t\tget(a);\n \tif (a == 2)\n \t\tput(a);\n \treturn 0;\n',
  );
  const alone = await series(own);
  const both = await generate(
    { pristine: pristine(), before: [], patches: [own], after: [later] },
    context(),
  );
  expect(both.mutants.map(({ id }) => id)).toEqual(alone.mutants.map(({ id }) => id));
  await patchFiles(join(top, 'out'), pristine(), [own, later, patch('3.patch', both.patch)], context());
  expect(readFileSync(join(top, 'out', 'net/a.c'), 'utf8')).toContain('if (a == 3)\n\t\tget(a);');
});

test('the patch applies on the series, and says how many there are', async () => {
  const own = patch('1.patch', SERIES);
  const { patch: text } = await series(own);
  await patchFiles(join(top, 'out'), pristine(), [own, patch('2.patch', text)], context());
  const read = (name: string) => readFileSync(join(top, 'out', name), 'utf8');
  expect(read('net/a.c').split('\n').slice(0, 9)).toEqual([
    ...[
      '#include <linux/syspec_mutant.h>',
      '#include <a.h>',
      '',
      'int f(int a)',
      '{',
      '\tif (a)',
      '\t\treturn 1;',
    ],
    ...['\tif (syspec_negate(1, (syspec_never(2, (a == 2)))))', '\t\t{ if (!(syspec_is(3))) put(a); }'],
  ]);
  expect(read('kernel/Makefile')).toContain('-DSYSPEC_MUTANTS=3\n');
  expect(read('kernel/syspec_mutant.c')).toContain('core_param(syspec_mutant');
  expect((await series(own)).patch).toBe(text);
});

test('what comes before the series is not mutated, and may be what it changes', async () => {
  const before = patch(
    '0.patch',
    '--- a/net/a.c\n+++ b/net/a.c\n@@ -4,2 +4,3 @@\n {\n+\tput(0);\n \tif (a)\n',
  );
  const own = patch('1.patch', SERIES.replace('@@ -4,5 +4,7 @@\n {\n', '@@ -4,6 +4,8 @@\n {\n \tput(0);\n'));
  const { mutants } = await generate({ pristine: pristine(), before: [before], patches: [own] }, context());
  expect(mutants.map(({ id }) => id)).toContain("a.c f: delete 'put(a)'");
  expect(mutants).toHaveLength(3);
});

test('two of a name are told apart by their order', async () => {
  const twice = SERIES.replace('4,7 @@', '4,8 @@').replace('+\t\tput(a);\n', '+\t\tput(a);\n+\tput(a);\n');
  const { mutants } = await series(patch('1.patch', twice));
  expect(mutants.map(({ id }) => id)).toContain("a.c f: delete 'put(a)' #2");
});

test('an added line that cannot be read is an error with file and line', async () => {
  const broken = SERIES.replace('(a == 2)', 'a == 2');
  await expect(series(patch('1.patch', broken))).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(/^net\/a\.c:7: '\(' is expected/),
  });
});

test('the text compiles as C', async () => {
  const own = patch('1.patch', SERIES);
  const { patch: text } = await series(own);
  await patchFiles(join(top, 'out'), pristine(), [own, patch('2.patch', text)], context());
  put('out/a.h', 'void put(int a);\n');
  put('out/include/linux/types.h', '#include <stdbool.h>\n#define __always_inline inline\n');
  const out = join(top, 'out');
  execFileSync('gcc', [
    '-fsyntax-only',
    '-Wall',
    '-Werror',
    '-I',
    join(out, 'include'),
    '-I',
    out,
    join(out, 'net/a.c'),
  ]);
});
