// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile, folderOfTest } from '../base/fixtures/folder.ts';
import { inputsOf } from '../records/record.ts';
import { recordIn, shownLease } from './fixtures/shown.ts';
import { faultsOfSite } from './fixtures/site-faults.ts';
import type { Shown } from './shown.ts';
import { siteOf } from './site.ts';
import { inputsOfWalk, requireUsed, type Watched } from './watched.ts';

const WATCHED: Watched = {
  ...{ file: 'a.json', schema: 1, slug: 'lease', variant: 'today-look', scenario: 'pair', claim: 'C1' },
  row: 'C1',
  // Of a checkout that has none of them.
  inputs: inputsOfWalk('nowhere', 'lease'),
  kernel: {
    ...{ target: 'Linux 6.12.1', times: 3, followed: 3 },
    steps: [
      { name: 'set-up', text: 'set-up', observed: 'both idle' },
      { name: 'SysEnter(c1)', text: '__do_sys_lease: looks at <the lease>', observed: 'c1 parked' },
    ],
  },
};
const C1 = 'lease/counterexamples/today-look.C1.pair.html';
let shown: Shown;
let site: Map<string, string>;

beforeAll(async () => {
  const root = folderOfFile();
  recordIn(root, undefined, inputsOf(root, 'lease', 'conform'));
  shown = await shownLease(root, [WATCHED]);
  site = siteOf([shown]);
});

/** What a reader sees of a text, each run of blanks as one. */
const seen = (html: string) =>
  html
    .replace(/<(script|title)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

const visible = (path: string) => seen(site.get(path)!);

/** The site with one page changed. */
const edited = (path: string, was: string | RegExp, is: string) => {
  const text = site.get(path)!.replace(was, is);
  expect(text).not.toBe(site.get(path));
  return faultsOfSite(new Map([...site, [path, text]]));
};

test('the first page says what a long run is, how many count, and what makes the others', () => {
  const text = visible('index.html');
  const { runs } = shown.record;
  const claimed = runs.filter(({ gap }) => gap === undefined).length;
  expect(text).toContain(`${claimed} of ${runs.length} long runs held, and were made of what is here now`);
  expect(text).toContain('A long run takes minutes or hours: it walks a booted kernel beside the model');
  const first = (record: Shown['record']) => seen(siteOf([{ ...shown, record }]).get('index.html')!);
  const never = runs.map((view) => ({ ...view, run: undefined, gap: 'never made' }));
  expect(first({ ...shown.record, runs: never })).toContain(
    `Of the others ${never.length} ${never.length === 1 ? 'was' : 'were'} never made. To make these: ./syspec test --full --stale `,
  );
  const stale = runs.filter(({ run }) => run?.ok === true).map((view) => ({ ...view, gap: 'changed' }));
  expect(stale.length).toBeGreaterThan(0);
  expect(first({ ...shown.record, runs: stale })).toContain(
    `${stale.length} held, and what they were made of has changed since`,
  );
  expect(first({ ...shown.record, runs: [] })).not.toContain('A long run takes');
});

test('it is whole, and asks nobody for anything', () => {
  expect(faultsOfSite(site)).toEqual([]);
});

describe('a fault is seen:', () => {
  test.each([
    ['a link that leads nowhere', /href="\.\.\/claims\.html#C1"/, 'href="../claim.html#C1"', 'leads nowhere'],
    ['a place that is not there', '#C1"', '#C99"', 'leads to no place'],
    ['a style sheet from elsewhere', '../../report.css', 'https://example.org/report.css', 'asks for'],
    ['an address without a scheme', '../../report.js', '//example.org/report.js', 'asks for'],
    ['a field without a label', /(<input [^>]*) aria-label="[^"]*"/, '$1', 'has no name'],
    ['a button without a name', /(<button [^>]*) aria-label="[^"]*">◀/, '$1>', 'has no name'],
    ['a picture without a text', '<h1>', '<img src="../../report.css"><h1>', 'has no name'],
    ['an id twice', 'id="main"', 'id="main"><p id="main"', 'is there twice'],
    ['no language', '<html lang="en">', '<html>', 'language'],
    ['no title', /<title>.*<\/title>/, '', 'no title'],
  ])('%s', (_, was, is, what) => {
    expect(edited(C1, was, is)).toContainEqual(expect.stringContaining(what));
  });

  test('a style sheet that loads, and a script that asks', () => {
    expect(edited('report.css', 'body {', '@import "a.css"; body {')).toHaveLength(1);
    expect(edited('report.css', 'body {', 'body { background: url(a.png);')).toHaveLength(1);
    expect(edited('report.js', 'function framesOf', "fetch('a');\nfunction framesOf")).toHaveLength(1);
  });
});

test('the matrix has each claim and variant, and a violated cell leads to a shortest counterexample', () => {
  const html = site.get('index.html')!;
  expect(html).toContain(`<td class="violated"><a href="${C1}">✗ violated</a></td>`);
  expect(html).toContain('<td class="holds">✓ holds</td>');
  for (const { id, title } of shown.subject.proposal.claims)
    expect(visible('index.html')).toContain(`${id} ${title}`);
  const lengths = shown.counterexamples
    .filter(({ row, story }) => row === 'C1' && story.variant === 'today-look')
    .map(({ story }) => story.steps.length);
  expect(lengths[0]).toBe(Math.min(...lengths));
});

test('a verdict that is not the declared one is red, and counted', async () => {
  const wrong = shown.rows.find(({ verdict, variant }) => verdict === 'holds' && variant === 'proposed');
  const rows = shown.rows.map((row) => (row === wrong ? { ...row, ok: false } : row));
  const html = siteOf([{ ...shown, rows }]).get('index.html')!;
  expect(html).toContain('✓ holds, not as declared</td>');
  expect(html).toContain(`1 of ${rows.length} rows are not as declared`);
  expect(site.get('index.html')).not.toContain('not as declared');
});

test('each counterexample has a page with a slider over its steps, and data for each', () => {
  expect(shown.counterexamples.map(({ row }) => row)).toContain('C1');
  for (const { row, story, movie } of shown.counterexamples) {
    const html = site.get(`lease/counterexamples/${story.variant}.${row}.${story.scenario}.html`)!;
    expect(html).toContain(`max="${story.steps.length}"`);
    const data = JSON.parse(/<script type="application\/json">(.*?)<\/script>/.exec(html)![1]!);
    expect(data.texts).toHaveLength(story.steps.length + 1);
    expect(data.changes).toEqual(movie.changes);
  }
});

test('text of the model is text, in the page as in its data', () => {
  const html = site.get(C1)!;
  expect(html).toContain('looks at &lt;the lease&gt;');
  expect(html).not.toContain('<the lease>');
});

test('what a kernel did is said, with the command; step by step where there is a file', () => {
  const text = visible(C1);
  expect(text).toContain(
    'made 1,000 times on Linux 6.12.1 (unpatched, blocked is proved): it succeeded each time.',
  );
  expect(text).toContain(
    'walked through 10 of 12 transitions of the graph of today-look in pair, which may leave out',
  );
  expect(text).toContain('./syspec conform lease --variant today-look --flavour unpatched --record');
  expect(text).not.toContain('Not to be claimed');
  expect(text).toContain('0 both idle 1 c1 parked 2 nothing was read after this step');
  expect(text).toContain('it went along 3 of 3 times');
});

test('what a kernel showed of what was here before is not claimed', () => {
  const at = (inputs: Watched['inputs']) => siteOf([{ ...shown, watched: [{ ...WATCHED, inputs }] }]).get(C1);
  expect(at(WATCHED.inputs)).not.toContain('Not to be claimed');
  const told = 'Not to be claimed: it is stale; changed since: shim.';
  expect(at({ ...WATCHED.inputs, shim: 'another' })).toContain(told);
  // A file that does not say which it was.
  const { shim: _, ...others } = WATCHED.inputs;
  expect(at(others)).toContain(told);
});

test('what a kernel showed of one part of a claim is not shown at the other', () => {
  const watched = [{ ...WATCHED, row: 'C1.liveness' }];
  expect(siteOf([{ ...shown, watched }]).get(C1)).toContain('None is recorded beside these steps.');
});

test.each([
  ['another proposal', { slug: 'other' }],
  ['another scenario', { scenario: 'alone' }],
  ['another part of the claim', { row: 'C1.liveness' }],
])('a file about %s is refused, and named', (_, other) => {
  expect(() => requireUsed([WATCHED], shown.counterexamples)).not.toThrow();
  expect(() =>
    requireUsed([WATCHED, { ...WATCHED, ...other, file: 'b.json' }], shown.counterexamples),
  ).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining('b.json is about') }),
  );
});

test('of two files about one counterexample none is dropped without a word', () => {
  expect(() => requireUsed([WATCHED, { ...WATCHED, file: 'b.json' }], shown.counterexamples)).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^b\.json and a\.json are/),
    }),
  );
});

test('where nothing is recorded, that is said', () => {
  const nothing = siteOf([{ ...shown, watched: [], record: { ...shown.record, runs: [] } }]).get(C1);
  expect(nothing).toContain('No run of a kernel under this counterexample is recorded.');
  expect(nothing).toContain('None is recorded beside these steps.');
  expect(site.get(C1)).not.toContain('one is recorded');
});

test('a stale run, and one that was never made, are named with what changed', async () => {
  const root = folderOfTest();
  recordIn(root, undefined, { ...inputsOf(root, 'lease', 'conform'), shim: 'another' });
  const stale = siteOf([await shownLease(root)]);
  expect(stale.get('lease/evidence.html')).toContain('~ is stale; changed since: shim');
  expect(stale.get('lease/evidence.html')).toContain('title="then another">~<');
  expect(stale.get(C1)).toContain('Not to be claimed: it is stale; changed since: shim.');
  expect(visible('lease/evidence.html')).toContain('conform today-look on unpatched ✓ as it was found');
  expect(visible('lease/evidence.html')).toMatch(
    / \d rows?, [\d,]+ sequences?, [\d,]+ calls? Linux 6\.12\.1, blocked is proved, gcc 12/,
  );
  expect(visible('lease/evidence.html')).toContain('mutants · never made');
  expect(visible('lease/evidence.html')).toContain('./syspec mutants lease --record');
});

test('an input that a run needs and has not is no input that it does without', async () => {
  const root = folderOfTest();
  const { shim: _, ...inputs } = inputsOf(root, 'lease', 'conform');
  recordIn(root, undefined, inputs);
  const text = siteOf([await shownLease(root)]).get('lease/evidence.html')!;
  expect(text).toContain('~ is stale; changed since: shim');
  const cellOf = (input: string) => text.split(`<th scope="row">${input} <code`)[1]!.split('</tr>')[0];
  expect(cellOf('shim')).toContain('title="not recorded">?<');
  expect(cellOf('engines')).toContain('>·<');
  expect(cellOf('harness')).toContain('>✓<');
});

test('a record that cannot be read is said, and nothing of it is claimed', async () => {
  const root = folderOfTest();
  mkdirSync(join(root, 'records'));
  writeFileSync(join(root, 'records/lease.json'), '{');
  const unread = siteOf([await shownLease(root)]);
  const evidence = unread.get('lease/evidence.html')!;
  expect(evidence).toContain('? records/lease.json cannot be read: ');
  expect(evidence).toContain('<b>0</b>may be claimed');
  expect(unread.get('index.html')).toContain('<p class="bad">records/lease.json cannot be read: ');
  for (const page of [evidence, unread.get('index.html')]) expect(page).not.toContain('never made');
});

test('where there is no record, each run was never made', async () => {
  const text = siteOf([await shownLease(folderOfTest())]).get('lease/evidence.html')!;
  expect(text).toContain('<b>0</b>may be claimed');
  expect(text).toContain('· never made');
});

test('rules are shown by lane and by seeded fault', () => {
  const html = site.get('lease/conformance.html')!;
  expect(html).toContain('It has no kernel part yet');
  const { mutants } = shown.subject.models;
  for (const { name } of mutants) expect(html).toContain(`<th scope="col">${name}</th>`);
  expect(html.match(/title="breaks it"/g)).toHaveLength(mutants.flatMap(({ breaks }) => breaks).length);
  const text = visible('lease/conformance.html');
  expect(text).toContain('10 of 12');
  // What a lane has many of is called by its name.
  expect(text).toContain('holds, 1,000 attacks, 4,000 calls');
  expect(text).toContain('holds, 3 paths, 12 calls');
  expect(text).not.toContain('sequences,');
});

test('the open questions have both answers, and which is taken', () => {
  const { one, other } = shown.subject.proposal.ambiguities[0]!;
  // The document of the lease takes the second.
  expect([one, other]).toEqual(['the first to enter', 'any']);
  expect(visible('lease/ledger.html')).toContain('not taken: the first to enter ✓ taken: any');
});
