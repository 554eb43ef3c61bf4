// SPDX-License-Identifier: MIT
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import type { BaseName } from '../bases.ts';
import { documentOf } from '../fixtures/document.ts';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { FLAVOURS, flavourNamed } from '../flavours.ts';
import { type Change, patchesOf, requireSeries, seriesOf, slugsWithSeries } from './patches.ts';

const folder = emptyFolder();
const write = (name: string, text?: string) => folder.write(`conformance/kernel/${name}`, text);

/** As paths below the kernel's folder, without what all share. */
const named = (changes: readonly Change[]) =>
  changes.map((change) =>
    'path' in change ? relative(`${folder.path}/conformance/kernel`, change.path) : change.name,
  );
const of = (flavour: string, slug?: string) =>
  named(patchesOf(flavourNamed(flavour), slug, { root: folder.path }));

const COMMON = 'test-only/0001-t.patch';
const A = ['patches/example_a/0001-a.patch', 'patches/example_a/0002-a.patch'];
const B = 'patches/example_b/0001-b.patch';
const points = (slug: string, text: string) => `test-only/${slug}/${text}.patch`;

function two(): void {
  write(COMMON);
  for (const name of [...A, B, 'patches/example_a/README.md', 'places/0001-p.patch']) write(name);
  for (const text of ['unpatched', 'series', 'naive']) write(points('example_a', text));
  write(points('example_b', 'series'));
  write('variants/example_a/naive.patch');
}

const ofBase = (base: BaseName, flavour: string, slug: string) =>
  named(patchesOf(flavourNamed(flavour), slug, { root: folder.path, base }));

test('a kernel has what all share, the series of its proposal by number, and then the points of that', () => {
  two();
  expect(of('fast', 'example_a')).toEqual([COMMON, ...A, points('example_a', 'series')]);
  expect(of('fast', 'example_b')).toEqual([COMMON, B, points('example_b', 'series')]);
  expect(of('unpatched', 'example_a')).toEqual([COMMON, points('example_a', 'unpatched')]);
  expect(of('unpatched', 'example_b')).toEqual([COMMON]);
  expect(of('series', 'example_a')).toEqual(A);
  expect(of('places', 'example_b')).toEqual([...of('fast', 'example_b'), 'places/0001-p.patch']);
});

test('a variant stands on the series, and has points of its own; a proposal without it has its series', () => {
  two();
  expect(of('naive', 'example_a')).toEqual([
    ...[COMMON, ...A, 'variants/example_a/naive.patch', points('example_a', 'naive')],
  ]);
  expect(of('naive', 'example_b')).toEqual(of('fast', 'example_b'));
});

test('a base has what fits all, and what is in its own folders, in the order of the names', () => {
  two();
  write('test-only/7.3/0002-t.patch');
  write('test-only/0003-t.patch');
  write('patches/example_a/7.3/0003-a.patch');
  write('test-only/example_a/7.3/series.patch');
  write('test-only/example_a/points.patch');
  const common = [COMMON, 'test-only/7.3/0002-t.patch', 'test-only/0003-t.patch'];
  expect(ofBase('7.3', 'fast', 'example_a')).toEqual([
    ...common,
    ...[...A, 'patches/example_a/7.3/0003-a.patch'],
    ...[points('example_a', 'points'), points('example_a', 'series'), points('example_a', '7.3/series')],
  ]);
  expect(ofBase('6.12', 'fast', 'example_a')).toEqual([
    ...[COMMON, 'test-only/0003-t.patch', ...A, points('example_a', 'points'), points('example_a', 'series')],
  ]);
});

test('a series for another base alone is refused where it is asked for; one that fits all is not, nor is none', () => {
  write('patches/example_a/6.12/0001-a.patch');
  write('patches/example_b/0001-b.patch');
  expect(() => requireSeries('example_a', '7.3', folder.path)).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE', message: expect.stringMatching(/7\.3, but for 6\.12$/) }),
  );
  for (const slug of ['example_a', 'example_b', 'example_c'])
    expect(() => requireSeries(slug, '6.12', folder.path)).not.toThrow();
  expect(() => requireSeries('example_b', '7.3', folder.path)).not.toThrow();
});

test('a variant without points of its own has them where the series does', () => {
  write(points('example_a', 'series'));
  write('variants/example_a/naive.patch');
  expect(of('naive', 'example_a')).toEqual(['variants/example_a/naive.patch', points('example_a', 'series')]);
});

test('the fixes at the head of a series are a kernel of their own, with the points of a text without its calls', () => {
  const fix = 'It was broken.\n\nFixes: 1da177e4c3f4 ("Linux-2.6.12-rc2")\n---\n';
  const changed = '--- a/fs/x.c\n+++ b/fs/x.c\n';
  write('patches/example_a/0001-a.patch', fix + changed);
  write('patches/example_a/0002-a.patch', `Fixes: nothing\n---\n${changed}`);
  // It mends what the one before has broken.
  write('patches/example_a/0003-a.patch', fix + changed);
  for (const text of ['points', 'unpatched', 'series']) write(points('example_a', text));
  expect(of('today-fixed', 'example_a')).toEqual([
    ...['patches/example_a/0001-a.patch', points('example_a', 'points'), points('example_a', 'unpatched')],
  ]);
  write('patches/example_b/0001-b.patch', changed);
  expect(of('today-fixed', 'example_b')).toEqual([]);
});

test('what has no patch at all is one kernel for all proposals, and that of no proposal has the shared ones', () => {
  two();
  expect(of('pristine', 'example_a')).toEqual([]);
  expect(of('pristine')).toEqual([]);
  for (const { name, testOnly, places, composed } of FLAVOURS) {
    if (composed) continue;
    expect(of(name), name).toEqual([
      ...(testOnly ? [COMMON] : []),
      ...(places ? ['places/0001-p.patch'] : []),
    ]);
  }
});

test('a composed kernel has every series, and then the points of each; of one proposal it is that of that one', () => {
  write(COMMON);
  write(B);
  write(points('example_b', 'series'));
  expect(of('all')).toEqual(of('fast', 'example_b'));
  two();
  const each = [points('example_a', 'series'), points('example_b', 'series')];
  expect(of('all')).toEqual([COMMON, ...A, B, ...each]);
  expect(of('all', 'example_b')).toEqual(of('all'));
  expect(slugsWithSeries(folder.path)).toEqual(['example_a', 'example_b']);
});

test('the wiring of its calls is the last of a series, before variant and points', () => {
  write(COMMON);
  write(A[0]!, '--- a/fs/a.c\n+++ b/fs/a.c\n@@ -1 +1,2 @@\n x\n+SYSCALL_DEFINE1(example_a, int, fd)\n');
  write('variants/example_a/naive.patch');
  write(points('example_a', 'naive'));
  folder.write('spec/example_a.md', documentOf('example_a', 500));
  expect(of('series', 'example_a')).toEqual([A[0], 'wiring of example_a']);
  expect(of('naive', 'example_a')).toEqual([
    ...[COMMON, A[0], 'wiring of example_a', 'variants/example_a/naive.patch'],
    points('example_a', 'naive'),
  ]);
});

test('a folder without patches has none', () => {
  expect(of('fast', 'example_a')).toEqual([]);
  expect(of('all')).toEqual([]);
  expect(seriesOf('example_a', { root: folder.path })).toEqual([]);
});

test('the test-only patches of this package are found, and what it adds is listed', () => {
  const files = patchesOf(flavourNamed('unpatched')).flatMap((change) =>
    'files' in change ? change.files : [],
  );
  expect(files).toContain('include/uapi/linux/syspec_test.h');
  expect(files).toContain('kernel/sched/idle.c');
  expect(files).toContain('kernel/syspec/point.c');
});
