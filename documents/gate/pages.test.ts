// SPDX-License-Identifier: MIT
// What the gate's line on the text says of ids, which no reader of what is sent knows.
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, SLUG } from '../fixtures/checkout.ts';
import type { Documents } from '../generate.ts';
import { type Material, materialOf } from '../material.ts';
import { proseLine } from './pages.ts';

let material: Material;
beforeEach(() => {
  const root = folderOfTest();
  checkout(root);
  material = materialOf(root, SLUG);
});

/** What is said of ids in a file with this text. */
function said(file: string, text: string): string[] {
  const files = new Map([
    [`man2/${SLUG}.2`, ''],
    [file, text],
  ]);
  return proseLine({ material, files } as unknown as Documents).details.filter((one) =>
    one.includes('which no reader of it knows'),
  );
}

test('an id is found wherever it stands in a sentence; a file, a number and a name are none', () => {
  for (const text of ['By R12 it is so.', 'It is woken by R12.', 'as R4. Then', 'E9, or E9a: so', '(C3)'])
    expect(said('letter-7.3.mbox', text), text).toHaveLength(1);
  for (const text of ['R1.c', 'a.R1', 'version 6.R12', 'E820 is a map', 'RR1 and R1x', 'EINVAL'])
    expect(said('letter-7.3.mbox', text), text).toEqual([]);
});

test.each([
  ['kernel-doc.txt', `documents/${SLUG}/prose.md (an error`],
  ['today/lost.md', `its program or documents/${SLUG}/races.json`],
  ['today/lost.c', `its program or documents/${SLUG}/races.json`],
  ['series-7.3.mbox', 'the patch, or'],
  ['man-pages.mbox', 'the patch, or'],
  ['letter-fixes-7.3.mbox', `documents/${SLUG}/prose.md (an error`],
  [`selftests/${SLUG}/${SLUG}_test.c`, 'the name of the case'],
])('an id in %s, which goes out, is named, with where to mend it', (file, where) => {
  expect(said(file, 'It is so.\nR1 says so.\n')).toEqual([
    expect.stringContaining(
      `${file}:2: names R1, which no reader of it knows; say it in other words in ${where}`,
    ),
  ]);
});

test('what stays here may have ids', () => {
  expect(said('ledger.md', 'R1')).toEqual([]);
  expect(said('checklist.md', 'R1')).toEqual([]);
});
