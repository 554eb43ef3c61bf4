// SPDX-License-Identifier: MIT
// What is put on and compiled, in which order, and what becomes of a patch that does not compile; with a tree that only pretends.
import { beforeEach, expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Exception, Report } from '../../conformance/kernel/review/reports.ts';
import { put } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { eachBuildsLine, eachBuildsLines, type Tree } from './each-builds.ts';

/** A mail that adds a line to a file. */
const mail = (number: number, subject: string, file: string, line: string): string => `\
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: EDITME <editme@invalid>
Subject: [PATCH ${number}/3] ${subject}

It is so.
---
diff --git a/${file} b/${file}
--- a/${file}
+++ b/${file}
@@ -1 +1,2 @@
 one
+${line}
`;

const ONE = mail(1, 'a: Mend it', 'net/a.c', 'two');
const TWO = mail(2, 'a: Let it be left out', 'net/Kconfig', 'config VALID');
const THREE = mail(3, 'selftests: a: test it', 'tools/testing/selftests/a.c', 'two');

let folder: string;
let base: Base;
beforeEach(() => {
  folder = folderOfTest();
  base = { name: '7.3', hash: '', origin: 'x', pristine: folder, patches: [], exceptions: [] };
  put(folder, 'valid/series-7.3.mbox', ONE + TWO + THREE);
  put(folder, 'valid/fixes-7.3.mbox', ONE);
});

const where = (part: 'series' | 'fixes' = 'series', optional: readonly string[] = []) => {
  const series = new Map([['7.3', {}]]);
  const fixesAlone = new Map([['7.3', { mails: [ONE] }]]);
  const fixes = { optional: new Map([['7.3', optional]]) };
  const documents = { material: { proposal: { slug: 'valid' } }, series, fixesAlone, fixes };
  return { folder, base, part, documents: documents as unknown as Documents };
};

/** @param says what a build says after so many patches */
function pretended(says: (count: number, config: string) => readonly Report[] = () => []) {
  const done: string[] = [];
  let count = 0;
  const tree: Tree = {
    patch: async (changes) => {
      count = changes.length;
    },
    objects: async ({ name }, options, objects) => {
      done.push(`${count}: ${name}${options.map((one) => `, ${one}`).join('')}`);
      return { reports: says(count, name), objects };
    },
    kernel: async ({ name }) => {
      done.push(`${count}: the kernel, ${name}`);
    },
  };
  return { tree, done };
}
const warning = (says: string): Report => ({ tool: 'build', where: 'net/a.c', says: `warning: ${says}` });
const broken = (message: string) => new SyspecError('KERNEL_BUILD', message);
const quiet = () => {};

test('each prefix is compiled in each configuration, without an option only where it would be on, and linked at the end', async () => {
  const { tree, done } = pretended();
  const said: string[] = [];
  const line = await eachBuildsLine(where(), tree, (text) => void said.push(text));
  expect(line).toMatchObject({ check: 'each patch builds 7.3', state: 'holds', details: [] });
  expect(line.note).toBe(
    '3 patches, 1 object, W=1 and sparse; VALID on and off; the kernel links at the end, hooks-off',
  );
  expect(done).toEqual([
    ...['0: hooks', '0: hooks-off', '0: fast', '1: hooks', '1: fast'],
    ...['2: hooks, VALID', '2: hooks-off, VALID', '2: fast, VALID', '3: the kernel, hooks-off'],
  ]);
  expect(said).toContain('valid: each patch builds 7.3: 2 of 3, hooks-off');
});

test('the fixes alone have a line of their own, for what is in their mbox', async () => {
  const { tree, done } = pretended();
  const lines = await eachBuildsLines(where(), tree, quiet);
  expect(lines.map(({ check }) => check)).toEqual(['each patch builds 7.3', 'each patch builds 7.3 fixes']);
  expect(lines[1]!.note).toContain('they add no option; the kernel links at the end, hooks');
  expect(done.slice(-3)).toEqual(['1: hooks', '1: fast', '1: the kernel, hooks']);
});

test('what is beside the series is compiled on top of the fixes, which are compiled elsewhere', async () => {
  const { tree, done } = pretended((count) => {
    if (count === 2) throw broken('net/b.c:2: error: planted');
    return [];
  });
  const beside = mail(1, 'b: Mend more', 'net/b.c', 'two');
  const lines = await eachBuildsLines(where('series', [beside]), tree, quiet);
  expect(lines.map(({ check }) => check).slice(2)).toEqual(['optional builds 7.3']);
  expect(done.slice(-6)).toEqual([
    '0: hooks',
    '0: hooks-off',
    '0: fast',
    '2: hooks',
    '2: fast',
    '2: the kernel, hooks',
  ]);
  expect(lines[2]!.details).toEqual(
    expect.arrayContaining(['patch 2 (b: Mend more), hooks: net/b.c:2: error: planted']),
  );
});

test('a patch that does not compile is named, with the configuration; those after it are tried too', async () => {
  const { tree } = pretended((count, config) => {
    if (count === 1 && config === 'fast') throw broken('net/a.c:2: error: planted\n');
    return [];
  });
  const { state, details } = await eachBuildsLine(where(), tree, quiet);
  expect([state, details]).toEqual(['fails', ['patch 1 (a: Mend it), fast: net/a.c:2: error: planted']]);
});

test('a warning is told once, at the patch that brings it; one of before and one that is listed are none', async () => {
  const listed: Exception = { ...warning('listed'), why: 'so' };
  base = { ...base, exceptions: [listed] };
  const { tree } = pretended((count) => [
    warning('old'),
    ...(count === 0 ? [] : [warning('listed'), warning('new')]),
  ]);
  const { details } = await eachBuildsLine(where(), tree, quiet);
  expect(details).toEqual(['patch 1 (a: Mend it), hooks: net/a.c: warning: new']);
});

test('a patch that does not apply, a kernel that does not link, and what no configuration has', async () => {
  const { tree } = pretended();
  const patch: Tree['patch'] = async (changes) => {
    if (changes.length === 2) throw new SyspecError('KERNEL_PATCH', 'it does not apply');
  };
  expect((await eachBuildsLine(where(), { ...tree, patch }, quiet)).details).toEqual(['it does not apply']);
  const kernel: Tree['kernel'] = async () => {
    throw broken('undefined reference');
  };
  const objects: Tree['objects'] = async () => ({ reports: [], objects: [] });
  expect((await eachBuildsLine(where(), { ...tree, kernel, objects }, quiet)).details).toEqual([
    'net/a.o is in no configuration, so nobody has compiled it',
    'all patches, hooks-off: undefined reference',
  ]);
});

test('an object that is compiled without a patch alone is not compiled', async () => {
  const { tree } = pretended();
  let count = 0;
  const patch: Tree['patch'] = async (changes) => {
    count = changes.length;
  };
  const objects: Tree['objects'] = async (_, __, of) => ({ reports: [], objects: count === 0 ? of : [] });
  expect((await eachBuildsLine(where(), { ...tree, patch, objects }, quiet)).details).toEqual([
    'net/a.o is in no configuration, so nobody has compiled it',
  ]);
});

test('a source that does not compile without a patch, and an interruption, are no verdict', async () => {
  for (const error of [broken('it is broken'), new SyspecError('INTERRUPTED', 'by Ctrl-C')]) {
    const { tree } = pretended((count) => {
      if (error.code === 'INTERRUPTED' ? count === 1 : count === 0) throw error;
      return [];
    });
    await expect(eachBuildsLine(where(), tree, quiet)).rejects.toBe(error);
  }
});
