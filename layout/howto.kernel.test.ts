// SPDX-License-Identifier: MIT
// The how-to pages, as far as they need a kernel: `bzImage` is one without the series, `linux` a repository whose kernel breaks.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONFORMANCE } from '../conformance/index.ts';
import { buildKernel } from '../conformance/kernel/build/build.ts';
import { Copy, otherwise, type Ran } from './fixtures/followed.ts';
import { followPages } from './fixtures/howto.ts';
import { brokenAt } from './fixtures/repository.ts';

const [{ slug }] = Object.values(CONFORMANCE)[0]!.variants;
const imageOf = async (flavour: string) => (await buildKernel({ flavour, slug })).image;

const copy = new Copy();
let ran: Ran[];
beforeAll(async () => {
  await copy.prepare();
  symlinkSync(await imageOf('unpatched'), join(copy.folder, 'bzImage'));
  // In the place of builds: each commit has a kernel, and the third has another one.
  const [good, bad] = [await imageOf('fast'), await imageOf('naive')];
  brokenAt(join(copy.folder, 'linux'), [good, good, good, bad, bad], {
    at: 3,
    subject: 'af_unix: look the path up again',
  });
  await copy.standIn();
  ran = await followPages(copy, 'kernel');
});
afterAll(() => copy.remove());

test('each command does what its page says', () => {
  expect(ran.flatMap(otherwise)).toEqual([]);
  expect(ran.length).toBeGreaterThan(5);
});
