// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Run } from '../../records/record.ts';
import { checkout, edit, SLUG } from '../fixtures/checkout.ts';
import { materialOf } from '../material.ts';
import { coverLetter } from './letter.ts';
import type { Series } from './series.ts';

const RUN: Run = {
  ...{ id: '', kind: 'agree', name: '', ok: true, inputs: {}, environment: null, seed: null, rows: [] },
  totals: { graphs: 3, same: 3 },
};

/** A mail of that subject. */
const mail = (subject: string) => `From a\nSubject: [PATCH 1/9] ${subject}\n\nIt is lost.\n---\n x | 1 +\n`;
const seriesOf = (...subjects: readonly string[]): Series => ({
  ...{ mails: subjects.map(mail), statistics: '', shortlog: '' },
});

test('the letter of the whole says which of its patches can be taken first', () => {
  const root = folderOfTest();
  checkout(root);
  const letter = (...fixes: readonly string[]) =>
    coverLetter(materialOf(root, SLUG), {
      ...{
        evidence: { facts: [], gaps: [] },
        page: '',
        base: { name: '7.3', hash: 'abc', origin: 'a tree' },
      },
      series: seriesOf('a: one', 'a: two', 'a: three', 'a: four'),
      fixes: fixes.length === 0 ? undefined : seriesOf(...fixes),
    }).replace(/\n(?=\S)/g, ' ');
  const title = '"token: Hand on a token that is not taken"';
  expect(letter('a: one', 'a: two', 'a: four')).toContain(
    `Patches 1, 2 and 4 fix bugs of Linux as it is. They are also sent alone, as ${title}, and can be taken first, without the rest.`,
  );
  expect(letter('a: three')).toContain(
    `Patch 3 fixes bugs of Linux as it is. It is also sent alone, as ${title}`,
  );
  expect(letter('a: three')).toContain('EDITME: send fixes-7.3.mbox first.');
  expect(letter()).not.toContain('sent alone');
});

test('a number for tests is for a person to replace, and a letter that names no subsystem is refused', () => {
  const root = folderOfTest();
  checkout(root);
  const letter = (calls?: readonly object[]) => {
    const material = materialOf(root, SLUG);
    const proposal = { ...material.proposal, ...(calls === undefined ? {} : { calls }) };
    return coverLetter({ ...material, proposal } as typeof material, {
      ...{
        evidence: { facts: [], gaps: [] },
        page: '',
        base: { name: '7.3', hash: 'abc', origin: 'a tree' },
      },
      series: seriesOf('a: one'),
    }).replace(/\n(?=\S)/g, ' ');
  };
  expect(letter()).toContain(
    'EDITME: 500 is a number for tests. It is in every table, and __NR_syscalls of asm-generic is 501 by it. Take the next free number of',
  );
  const two = [
    { name: 'a', number: 500 },
    { name: 'b', number: 501 },
  ];
  expect(letter(two)).toContain('500 and 501 are numbers for tests.');
  expect(letter(two)).toContain('is 502 by it. Take the next free numbers of');
  expect(letter([{ name: 'a' }])).not.toContain('for tests');
  edit(root, `documents/${SLUG}/prose.md`, '**token: Add valid(), which takes a token once** ', '');
  expect(() => letter()).toThrow('it does not begin with the subject of a letter');
});

test('the letter leads with the race, claims what was found, and leaves to a person what is a person’s', () => {
  const root = folderOfTest();
  checkout(root);
  const letter = coverLetter(materialOf(root, SLUG), {
    evidence: {
      facts: [{ run: RUN }],
      gaps: [{ title: 'mutants', place: 'records/valid.json', why: 'was never made' }],
    },
    series: {
      mails: Array.from({ length: 12 }, () => ''),
      statistics: ' 1 file changed\n',
      shortlog: '  fs: add it\n',
    },
    page: 'NAME\n  valid\n',
    base: { name: '7.3', hash: 'abc', origin: 'a tree' },
  });
  const [head = '', lead = ''] = letter.split('\n\n');
  expect(head).toContain('Subject: [PATCH 00/12] token: Add valid(), which takes a token once');
  expect(lead).toBe('Two tasks that look at a token, and then take it, both believe that they\nhave it:');
  expect(letter).toContain('- agree: 3 graphs, 3 same.\n\nEDITME: no claim is made of these runs');
  expect(letter).toContain('of these runs: mutants (was never made).\n');
  expect(letter).toContain('generated-content.rst');
  expect(letter).not.toMatch(/^Signed-off-by/m);
  expect(letter).toContain('Made for Linux 7.3 as it is in\na tree, whose SHA-256 is\nabc\n');
  for (const line of letter.split('\n'))
    expect(line.replaceAll('\t', '        ').length).toBeLessThanOrEqual(100);
});
