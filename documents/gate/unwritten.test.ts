// SPDX-License-Identifier: MIT
// A proposal of which a part is still to be written is named with that part, and is no pass.
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import { notThere, notThereLines } from './unwritten.ts';

test('the first part that is not there is named, in the order in which they are written', () => {
  const root = folderOfTest();
  put(root, `spec/${SLUG}.md`, '# x\n');
  expect(notThere(root, SLUG)).toBe(`conformance/${SLUG}`);
  put(root, `conformance/${SLUG}/index.ts`, '');
  expect(notThere(root, SLUG)).toBe(`conformance/kernel/patches/${SLUG}`);
  put(root, `conformance/kernel/patches/${SLUG}/0001.patch`, '');
  expect(notThereLines(root)).toMatchObject([
    {
      ...{ slug: SLUG, state: 'not-there' },
      details: [`documents/${SLUG}/prose.md is not there; nothing was checked`],
    },
  ]);
  checkout(root);
  expect(notThere(root, SLUG)).toBeUndefined();
  expect(notThereLines(root)).toEqual([]);
});
