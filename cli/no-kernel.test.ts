// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { noKernel, withKernel } from './no-kernel.ts';

test('a document without a kernel part is another thing than no document', () => {
  const root = folderOfTest();
  mkdirSync(join(root, 'spec'));
  writeFileSync(join(root, 'spec/lease.md'), '# lease\n');
  expect(noKernel('lease', ['flock_ex'], root)).toMatchObject({
    code: 'BAD_INPUT',
    message: 'lease: its kernel part is not there: conformance/lease',
    hint: 'Write it. There are: flock_ex.',
  });
  expect(noKernel('leese', ['flock_ex'], root)).toMatchObject({
    code: 'BAD_USAGE',
    message: "no proposal 'leese'",
    hint: 'There are: flock_ex.',
  });
});

test('all where none is asked for', () => {
  const known = ['flock_ex', 'lease'];
  expect(withKernel([], known)).toEqual(known);
  expect(withKernel(['lease'], known)).toEqual(['lease']);
  expect(() => withKernel(['lease', 'leese'], known)).toThrow("no proposal 'leese'");
});
