// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { captured } from './fixtures/captured.ts';
import { kernelImage } from './kernel-image.ts';

const README = inRoot('README.md');

test('what has the magic of a bzImage is one', () => {
  const file = join(folderOfTest(), 'bzImage');
  writeFileSync(file, Buffer.concat([Buffer.alloc(0x202), Buffer.from('HdrS')]));
  expect(kernelImage(file)).toBe(file);
});

test('what ends before it is none', () => {
  const file = join(folderOfTest(), 'short');
  writeFileSync(file, 'HdrS');
  expect(() => kernelImage(file)).toThrow(`${file} is not a bzImage`);
});

test.each([
  ['kernel boot', ['kernel', 'boot', '--kernel', README]],
  ['conform', ['conform', '--kernel', README]],
  ['replay', ['replay', 'failure.json', '--kernel', README]],
])('%s says so before anything is started', async (_, argv) => {
  const { exit, err } = await captured(...argv);
  expect([exit, err]).toEqual([2, expect.stringContaining(`syspec: ${README} is not a bzImage\n`)]);
});
