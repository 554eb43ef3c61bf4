// SPDX-License-Identifier: MIT
// How many lines a series adds and removes, as the page beside its reproducers says it.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { BASE_NAMES, type BaseName } from '../bases.ts';
import type { Patch } from '../source/patch.ts';
import { allSeries } from './series.ts';

/** Lines that a patch adds and removes, counted by its hunks. */
function linesOf({ path }: Patch): { added: number; removed: number } {
  const hunks = readFileSync(path, 'utf8')
    .split(/^@@ .* @@.*$/m)
    .slice(1);
  const lines = hunks.flatMap((hunk) =>
    hunk
      .split(/^diff --git /m)[0]!
      .split(/^-- $/m)[0]!
      .split('\n'),
  );
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { added: count('+'), removed: count('-') };
}

/** As a cell of the table has it. */
function cellOf(patches: readonly Patch[]): string {
  const all = patches.map(linesOf);
  const sum = (key: 'added' | 'removed') => all.reduce((total, one) => total + one[key], 0);
  return `+${sum('added')} -${sum('removed')}`;
}

const isFix = ({ path }: Patch): boolean => /^Fixes: /m.test(readFileSync(path, 'utf8'));
const seriesOf = (slug: string, base: BaseName) =>
  allSeries(base).find((series) => series.slug === slug)!.patches;

/** What each row counts. */
const ROWS: readonly (readonly [row: string, has: (patch: Patch) => boolean])[] = [
  ['the fixes', isFix],
  ['the rest', (patch) => !isFix(patch)],
  ['all', () => true],
];

describe.each(allSeries().map(({ slug }) => slug))('the series of %s', (slug) => {
  test.each(ROWS)('the lines of %s', (row, has) => {
    const file = inRoot('docs', slug, 'README.md');
    expect(existsSync(file)).toBe(true);
    const cells = BASE_NAMES.map((base) => cellOf(seriesOf(slug, base).filter(has)));
    expect(readFileSync(file, 'utf8')).toContain(`| ${row} | ${cells.join(' | ')} |`);
  });
});
