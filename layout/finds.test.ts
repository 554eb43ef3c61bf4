// SPDX-License-Identifier: MIT
// docs/finds.md begins with a table of what is in it, for every proposal; what its known gaps count is what there is.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { listed } from '../base/plural.ts';
import { inRoot } from '../base/root.ts';
import { PROPOSALS } from '../models/index.ts';

/** What is read of a race: its program, and whether Linux has the bug as it is. */
interface Race {
  readonly file: string;
  readonly today?: boolean;
}

const [opening = '', ...rest] = readFileSync(inRoot('docs', 'finds.md'), 'utf8').split(/^(?=## )/m);
const rows = [...opening.matchAll(/^\| \[(.+)\]\(#.+\) \| (\S+) \|/gm)].map(([, section, whose]) => ({
  section,
  whose: whose!,
}));

test('each section has a row, in the order of the sections', () => {
  const sections = rest.map((text) => text.split('\n')[0]!.slice('## '.length));
  expect(rows.map(({ section }) => section)).toEqual(sections);
});

test('a row names a proposal, or says that it is of all; every proposal of which runs are recorded has one', () => {
  const slugs = Object.keys(PROPOSALS);
  const whose = rows.map((row) => row.whose);
  expect(whose.filter((name) => name !== 'both' && !slugs.includes(name))).toEqual([]);
  // Of one that is just begun nothing has been found.
  const recorded = slugs.filter((slug) => existsSync(inRoot('records', `${slug}.json`)));
  expect(recorded.filter((slug) => !whose.includes(slug))).toEqual([]);
});

test('each bug of today that has a page is in the table of bugs, and no other program is', () => {
  const bugs = rest.find((text) => text.startsWith('## About Linux as it is\n'))!;
  const cells = [...bugs.matchAll(/^\| .* \| .* \| (?!none)(.*) \|$/gm)].map(([, cell]) => cell!);
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!));
  const races = Object.keys(PROPOSALS).flatMap((slug) => {
    const file = inRoot('documents', slug, 'races.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Race[]) : [];
  });
  const shown = races.filter(({ today }) => today).map(({ file }) => basename(file, '.c'));
  expect(named.toSorted()).toEqual(shown.toSorted());
});

test('the known gaps say how many situations the judges of the TLA+ are asked in', () => {
  const gaps = rest.find((text) => text.startsWith('## Known gaps\n'))!.replace(/\s+/g, ' ');
  const judges = Object.keys(PROPOSALS).flatMap((slug) => {
    const files = existsSync(inRoot('tla', slug)) ? readdirSync(inRoot('tla', slug)) : [];
    const file = files.find((name) => /^MC\w+Judges\.tla$/.test(name));
    if (file === undefined) return [];
    const text = readFileSync(inRoot('tla', slug, file), 'utf8');
    const fields = text.slice(text.search(/^Of\w+ ==/m), text.search(/^Situations ==/m));
    const situations = [...fields.matchAll(/^ {2}[[ ]\w+ +\|-> /gm)].length;
    return { name: `\`${file.replace('.tla', '')}\``, situations: String(situations) };
  });
  const names = listed(judges.map(({ name }) => name));
  const counts = listed(judges.map(({ situations }) => situations));
  expect(gaps).toContain(`is seen by ${names}, in ${counts} situations of the proposed call`);
});
