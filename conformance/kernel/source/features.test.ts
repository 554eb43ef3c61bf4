// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../../base/suggest.ts';
import type { OwnLane } from '../../harness/own-lane.ts';
import { CONFORMANCE } from '../../index.ts';
import { BASE_NAMES } from '../bases.ts';
import { emptyFolder } from '../fixtures/empty-folder.ts';
import { FLAVOURS, flavourNamed } from '../flavours.ts';
import { featuresOf } from './features.ts';

const folder = emptyFolder();
const OWN = 'conformance/kernel/test-only/example_a/proposed.patch';
const message = (brings: string) => `What one has.\n\nBrings: ${brings}\n---\n--- a/x.c\n+++ b/x.c\n`;
/** Beside what the flavour has of itself. */
const of = (name: string, slug?: string) => {
  const flavour = flavourNamed(name);
  const all = featuresOf(flavour, slug, { root: folder.path });
  expect(all).toEqual(expect.arrayContaining([...flavour.features]));
  return all.filter((feature) => !flavour.features.includes(feature));
};

test('what a patch brings is in the kernels that have it, and in no other', () => {
  folder.write(OWN, message('restart-answers'));
  expect(of('fast', 'example_a')).toEqual(['restart-answers']);
  expect(of('places', 'example_a')).toEqual(['restart-answers']);
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

/** The lanes that are run on no kernel of the proposal, and why: a mistyped need would leave one out without a word. */
function neverRun(
  slug: string,
  lanes: readonly Pick<OwnLane, 'scenario' | 'needs'>[],
  root?: string,
): string[] {
  const all = BASE_NAMES.flatMap((base) =>
    FLAVOURS.flatMap((flavour) => featuresOf(flavour, slug, { root, base })),
  );
  const there = [...new Set(all)];
  return lanes.flatMap(({ scenario, needs }) =>
    needs
      .filter((need) => !there.includes(need))
      .map(
        (need) =>
          `${scenario} needs ${need}, which no flavour has and no patch brings. ${didYouMean(need, there)}`,
      ),
  );
}

test('a lane that needs what no flavour has and no patch brings is named, with that', () => {
  const lanes = [
    { scenario: 'records', needs: ['audit', 'places'] },
    { scenario: 'restarts', needs: ['audit', 'restart-answers'] },
  ];
  const because = expect.stringMatching(
    /^restarts needs restart-answers, which no flavour has and no patch brings\. /,
  );
  expect(neverRun('example_a', lanes, folder.path)).toEqual([because]);
  folder.write(OWN, message('restart-answer'));
  expect(neverRun('example_a', lanes, folder.path)).toEqual([
    expect.stringContaining('Did you mean restart-answer?'),
  ]);
  folder.write(OWN, message('restart-answers'));
  expect(neverRun('example_a', lanes, folder.path)).toEqual([]);
  expect(neverRun('example_b', lanes, folder.path)).toEqual([because]);
});

describe.each(Object.values(CONFORMANCE))('$slug', ({ slug, variants }) => {
  test('what its lanes need is in some kernel of its own', () => {
    const lanes = variants.flatMap(({ ownLanes = [] }) => ownLanes);
    expect(neverRun(slug, lanes)).toEqual([]);
  });
});
