// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { type Group, grouped, questions } from './questions.ts';
import { selectSubjects } from './select.ts';
import { drawShare, drawSome } from './share.ts';

const subjects = selectSubjects([]);
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
/** Variants, scenarios, and what is declared of claims. */
const seenIn = (groups: readonly Group[]) =>
  new Set(
    groups.flatMap(({ variant, scenario, asked }) => [
      ...[variant, scenario],
      ...asked.map(({ question: { claim, expected } }) => `${claim} ${expected}`),
    ]),
  );

test.each(subjects)('a share of $proposal.slug shows all that whole runs show, in less', (subject) => {
  const all = grouped(questions(subject, 'tlc', {}));
  for (const seed of SEEDS) {
    const share = drawShare(all, seed);
    expect(seenIn(share)).toEqual(seenIn(all));
    expect(share.length).toBeLessThan(all.length / 2);
    expect(all.filter((group) => share.includes(group))).toEqual(share);
  }
});

test.each(subjects)(
  'another seed draws other places of $proposal.slug, and the same one the same',
  (subject) => {
    const all = grouped(questions(subject, 'tlc', {}));
    const names = (seed: number) =>
      drawShare(all, seed).map(({ variant, scenario }) => `${variant} ${scenario}`);
    expect(names(1)).toEqual(names(1));
    expect(new Set(SEEDS.map((seed) => names(seed).join())).size).toBe(SEEDS.length);
    // Over the seeds nearly all are drawn: no place is never looked at.
    const drawn = new Set(Array.from({ length: 60 }, (_, seed) => names(seed)).flat());
    expect(drawn.size).toBe(all.length);
  },
);

test('where one place shows all, it is the share', () => {
  const group = (scenario: string): Group => ({ variant: 'proposed', scenario, asked: [] });
  expect(drawShare([group('a'), group('a')], 1)).toHaveLength(1);
  expect(drawShare([], 1)).toEqual([]);
});

test('of many things one in eight is drawn, of few one, and each by some seed', () => {
  const all = Array.from({ length: 40 }, (_, i) => `fault ${i}`);
  const drawn = (seed: number) => drawSome(all, seed, (name) => name);
  expect(drawn(1)).toHaveLength(5);
  expect(drawn(1)).toEqual(drawn(1));
  expect(all.filter((name) => drawn(2).includes(name))).toEqual(drawn(2));
  expect(new Set(Array.from({ length: 80 }, (_, seed) => drawn(seed)).flat()).size).toBe(all.length);
  expect(drawSome(['one', 'two'], 1, (name) => name)).toHaveLength(1);
  expect(drawSome([], 1, String)).toEqual([]);
});
