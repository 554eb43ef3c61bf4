// SPDX-License-Identifier: MIT
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { checkedText } from '../tla/runner/checked.ts';
import { captured } from './fixtures/captured.ts';
import { inPlainWords, plainly } from './tlc-words.ts';

const CHECKED = { invariants: ['Inv'], properties: [], assumptions: 0, deadlock: true, behaviours: true };

test('a deadlock is called one, wherever the line ends', () => {
  const text = checkedText(CHECKED);
  expect(plainly(text)).toBe('checked: invariant Inv; no deadlock');
  expect(plainly(text.replaceAll(' ', '\n'))).toBe('checked:\ninvariant\nInv;\nno deadlock');
});

test('without a configuration it says which is missing, and what to write', async () => {
  const spec = join(folderOfTest(), 'Ok.tla');
  copyFileSync(inRoot('tla', 'runner', 'fixtures', 'Ok.tla'), spec);
  const { exit, err } = await captured('tlc', spec);
  expect(exit).toBe(2);
  expect(err).toMatch(
    /^syspec: no configuration: there is no Ok\.cfg beside Ok\.tla\n {2}Name a configuration with --config, /,
  );
  expect(err).toMatch(/\n {2}Or write Ok\.cfg, with values of your own:\n/);
});

test('other errors are left alone', () => {
  const error = new Error('no');
  expect(inPlainWords(error, 'A.tla', undefined)).toBe(error);
});
