// SPDX-License-Identifier: MIT
// docs/finds.md begins with a table of what is in it; what its known gaps count is what there is.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listed } from '../base/plural.ts';
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

test('a row names a proposal, or says that it is of all', () => {
  const slugs = Object.keys(PROPOSALS);
  const whose = rows.map((row) => row.whose);
  expect(whose.filter((name) => name !== 'both' && !slugs.includes(name))).toEqual([]);
  expect(whose).not.toEqual([]);
});

test('the known gaps say how many situations the judges of the TLA+ are asked in', () => {
  const gaps = rest.find((text) => text.startsWith('## Known gaps\n'))!.replace(/\s+/g, ' ');
  const having = Object.keys(PROPOSALS).filter((slug) => existsSync(inRoot('tla', slug)));
  const files = having.flatMap((slug) => {
    const own = readdirSync(inRoot('tla', slug)).filter((name) => /^MC\w+Judges\.tla$/.test(name));
    return own.map((file) => ({ slug, file }));
  });
  const judges = files.map(({ slug, file }) => {
    const text = readFileSync(inRoot('tla', slug, file), 'utf8');
    const fields = text.slice(text.search(/^Of\w+ ==/m), text.search(/^Situations ==/m));
    const situations = [...fields.matchAll(/^ {2}[[ ]\w+ +\|-> /gm)].length;
    return { name: `\`${file.replace('.tla', '')}\``, situations: String(situations) };
  });
  const names = listed(judges.map(({ name }) => name));
  const counts = listed(judges.map(({ situations }) => situations));
  expect(gaps).toContain(`is seen by ${names}, in ${counts} situations of the proposed call`);
});
