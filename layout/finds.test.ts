// SPDX-License-Identifier: MIT
// docs/finds.md begins with a table of what is in it, for every proposal.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { PROPOSALS } from '../models/index.ts';

const [opening = '', ...rest] = readFileSync(inRoot('docs', 'finds.md'), 'utf8').split(/^(?=## )/m);
const rows = [...opening.matchAll(/^\| \[(.+)\]\(#.+\) \| (\S+) \|/gm)].map(([, section, whose]) => ({
  section,
  whose: whose!,
}));

test('each section has a row, in the order of the sections', () => {
  const sections = rest.map((text) => text.split('\n')[0]!.slice('## '.length));
  expect(rows.map(({ section }) => section)).toEqual(sections);
});

test('a row names a proposal, or says that it is of all; every proposal has one', () => {
  const slugs = Object.keys(PROPOSALS);
  const whose = rows.map((row) => row.whose);
  expect(whose.filter((name) => name !== 'both' && !slugs.includes(name))).toEqual([]);
  expect(slugs.filter((slug) => !whose.includes(slug))).toEqual([]);
});
