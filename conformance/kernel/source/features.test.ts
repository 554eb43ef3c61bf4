// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { CONFORMANCE } from '../../index.ts';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { FLAVOURS, flavourNamed } from '../flavours.ts';
import { featuresOf } from './features.ts';

const folder = emptyFolder();
const OWN = 'conformance/kernel/test-only/example_a/proposed.patch';
const message = (brings: string) => `What one has.\n\nBrings: ${brings}\n---\n--- a/x.c\n+++ b/x.c\n`;
const of = (flavour: string, slug?: string) => featuresOf(flavourNamed(flavour), slug, { root: folder.path });

test('what a patch brings is in the kernels that have it, and in no other', () => {
  folder.write(OWN, message('restart-answers'));
  expect(of('fast', 'example_a')).toEqual(['restart-answers']);
  expect(of('places', 'example_a')).toEqual(['places', 'restart-answers']);
  const without = [
    ['fast', 'example_b'],
    ['fast', undefined],
    ...['naive', 'series', 'unpatched'].map((flavour) => [flavour, 'example_a'] as const),
  ] as const;
  for (const [flavour, slug] of without) expect(of(flavour, slug), `${flavour} of ${slug}`).toEqual([]);
});

test('the line is one of the message', () => {
  folder.write(OWN, '---\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-x\nBrings: restart-answers\n');
  expect(of('fast', 'example_a')).toEqual([]);
});

test('what there is not is brought by nobody', () => {
  folder.write(OWN, message('restart-answer'));
  expect(() => of('fast', 'example_a')).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: "proposed.patch brings 'restart-answer', which is no feature",
      hint: expect.stringContaining('restart-answers'),
    }),
  );
});

describe.each(Object.values(CONFORMANCE))('$slug', ({ slug, variants }) => {
  const needs = new Set(variants.flatMap(({ ownLanes = [] }) => ownLanes.flatMap((lane) => lane.needs)));
  test('what its lanes need is in some kernel of its own', () => {
    const there = FLAVOURS.flatMap((flavour) => featuresOf(flavour, slug));
    for (const need of needs) expect(there).toContain(need);
  });
});
