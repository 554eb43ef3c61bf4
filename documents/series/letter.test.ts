// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Run } from '../../records/record.ts';
import { checkout, SLUG } from '../fixtures/checkout.ts';
import { materialOf } from '../material.ts';
import { coverLetter } from './letter.ts';

const RUN: Run = {
  ...{ kind: 'agree', name: '', ok: true, inputs: {}, environment: null, seed: null, rows: [] },
  totals: { graphs: 3, same: 3 },
};

test('the letter leads with the race, claims what was found, and leaves to a person what is a person’s', () => {
  const root = folderOfTest();
  checkout(root);
  const letter = coverLetter(materialOf(root, SLUG), {
    evidence: {
      facts: [{ run: RUN, text: '3 graphs, 3 same' }],
      gaps: [{ title: 'mutants', place: 'records/valid.json', why: 'was never made' }],
    },
    series: {
      mails: Array.from({ length: 12 }, () => ''),
      statistics: ' 1 file changed\n',
      shortlog: '  fs: add it\n',
    },
    page: 'NAME\n  valid\n',
    base: { name: 'Linux 7.3', hash: 'abc' },
  });
  const [head = '', lead = ''] = letter.split('\n\n');
  expect(head).toContain('Subject: [PATCH 00/12] valid: take a token once');
  expect(lead).toBe('Two tasks that look at a token, and then take it, both believe that they\nhave it:');
  expect(letter).toContain('- agree: 3 graphs, 3 same.\nEDITME: no claim is made of these runs');
  expect(letter).toContain('of what\nis here: mutants.\n');
  expect(letter).toContain('generated-content.rst');
  expect(letter).not.toMatch(/^Signed-off-by/m);
  expect(letter).toContain('Made for the source of Linux 7.3, whose SHA-256 is\nabc\n');
  for (const line of letter.split('\n'))
    expect(line.replaceAll('\t', '        ').length).toBeLessThanOrEqual(100);
});
