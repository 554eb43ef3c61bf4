// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { optionsOf, readPatch } from '../source/patch.ts';
import { allSeries, brokenBy, callsOf, objectsOf, seededFaults, tablesWithout } from './series.ts';

const folder = emptyFolder();
const { write } = folder;

const change = (file: string, ...added: string[]) =>
  [`diff --git a/${file} b/${file}`, `--- a/${file}`, `+++ b/${file}`, '@@ -1 +1 @@', ...added, ''].join(
    '\n',
  );
const patch = (...changes: string[]) => readPatch(write('p.patch', changes.join('')));

test('every series, by slug, with its patches by number, and its mutants', () => {
  for (const name of ['0002-b.patch', '0001-a.patch', 'exceptions.json']) write(`patches/b_call/${name}`);
  write('patches/a_call/0001-a.patch');
  write('mutants/b_call/worse.patch');
  const names = (patches: readonly { name: string }[]) => patches.map(({ name }) => name);
  const found = allSeries(undefined, folder.path).map(({ slug, patches, mutants }) => [
    slug,
    names(patches),
    names(mutants),
  ]);
  expect(found).toEqual([
    ['a_call', ['0001-a.patch'], []],
    ['b_call', ['0001-a.patch', '0002-b.patch'], ['worse.patch']],
  ]);
  expect(allSeries(undefined, join(folder.path, 'nowhere'))).toEqual([]);
});

test('the options that patches add', () => {
  const kconfig = change('fs/Kconfig', '+config NEW_CALL', '+\tbool "new"', '-config OLD', ' config KEPT');
  expect(optionsOf([patch(kconfig)])).toEqual(['NEW_CALL']);
});

test('the objects that patches change, those of other architectures and of tools apart', () => {
  const files = ['fs/a.c', 'fs/a.c', 'arch/x86/b.c', 'arch/arm/c.c', 'tools/d.c', 'fs/e.h', 'scripts/f.c'];
  expect(objectsOf([patch(...files.map((file) => change(file)))])).toEqual(['fs/a.o', 'arch/x86/b.o']);
});

test('the calls that patches add to the shared table', () => {
  const shared = change(
    'scripts/syscall.tbl',
    ' 1\tcommon\told\tsys_old',
    '+2\tcommon\tnew_call\tsys_new_call',
  );
  const other = change('arch/alpha/kernel/syscalls/syscall.tbl', '+112\tcommon\tlocal\tsys_local');
  expect(callsOf([patch(shared, other)])).toEqual(['new_call']);
});

test('what a mutant breaks is said in its header', () => {
  const text = change('fs/a.c', '+Breaks: R9');
  expect(brokenBy(patch('It forgets.\n\nBreaks: R2, E10, A3\n---\n', text))).toEqual(['R2', 'E10', 'A3']);
  expect(brokenBy(patch('It forgets.\n---\n', text))).toEqual([]);
  expect(brokenBy(patch('Breaks: something\n---\n', text))).toEqual([]);
});

test('a table that has the newest call and lacks ours; one that has neither is not kept up to date, and copies are not ours', () => {
  write('scripts/syscall.tbl', '1 common newest sys_newest\n2 common ours sys_ours\n');
  write('arch/a/syscall_32.tbl', '1 common newest sys_newest\n2 common ours_too sys_ours_too\n');
  write('arch/b/syscall.tbl', '0 common old sys_old\n');
  write('arch/b/other.tbl', '1 common newest sys_newest\n');
  write('tools/perf/arch/a/syscall.tbl', '1 common newest sys_newest\n');
  write('include/uapi/asm-generic/unistd.h', '#define __NR_newest 1\n#define __NR_ours 2\n');
  expect(tablesWithout(folder.path, 'newest', ['ours'])).toEqual(['arch/a/syscall_32.tbl']);
  expect(tablesWithout(folder.path, 'newest', [])).toEqual([]);
});

test('a fault of several bases is one, with what it breaks on each', () => {
  const fault = (path: string, breaks: string) =>
    write(
      `conformance/kernel/mutants/c_call/${path}`,
      `It forgets.\n\nBreaks: ${breaks}\n---\n${change('fs/a.c', '+')}`,
    );
  fault('both.patch', 'R1');
  fault('7.3/newer.patch', 'R2');
  fault('6.12/same.patch', 'R3');
  fault('7.3/same.patch', 'R3, R4');
  expect(seededFaults(folder.path, 'c_call')).toEqual([
    { name: 'both.patch', breaks: ['R1'] },
    { name: 'same.patch', breaks: ['R3', 'R4'] },
    { name: 'newer.patch', breaks: ['R2'] },
  ]);
});
