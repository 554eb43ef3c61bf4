// SPDX-License-Identifier: MIT
// `conform --kernel --nr`: somebody else's implementation, under a number of their own.
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { buildKernel } from '../conformance/kernel/build/build.ts';
import type { Report } from '../conformance/report/rows.ts';
import { captured } from './fixtures/captured.ts';

let image: string;
beforeAll(async () => {
  const patches = [inRoot('cli', 'fixtures', 'another-number.patch')];
  image = (await buildKernel({ flavour: 'fast', slug: 'fconnectat', patches })).image;
});

/** The exit code, and the verdicts of the proposed call. */
async function judged(...words: string[]): Promise<[number, string[]]> {
  const what = ['fconnectat', '--variant', 'proposed', '--lane', 'cases'];
  const { exit, out } = await captured('conform', ...what, '--kernel', image, '--json', ...words);
  const { results } = JSON.parse(out) as Report;
  return [exit, [...new Set(results.map(({ verdict }) => verdict))]];
}

test('without the number the proposal is absent, which is no pass', async () => {
  expect(await judged()).toEqual([1, ['absent']]);
  expect(await judged('--nr', 'fconnectat=504')).toEqual([1, ['absent']]);
});

test('with it every case holds', async () => {
  expect(await judged('--nr', 'fconnectat=505')).toEqual([0, ['holds']]);
});
