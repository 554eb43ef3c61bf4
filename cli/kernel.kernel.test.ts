// SPDX-License-Identifier: MIT
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { buildKernel } from '../conformance/kernel/build/build.ts';
import { captured } from './fixtures/captured.ts';

let image: string;
beforeAll(async () => {
  image = (await buildKernel({ flavour: 'unpatched' })).image;
});

test('kernel boot says what it booted, on what, and whether quiescence works', async () => {
  const { exit, out } = await captured('kernel', 'boot', '--kernel', image);
  expect(exit).toBe(0);
  expect(out).toMatch(
    /^Linux \S+ ran init after \d+\.\d s on 1 CPU\n {2}(?:KVM|TCG): .+\n {2}quiescence: works: /,
  );
  const json = await captured('kernel', 'boot', '--kernel', image, '--cpus', '2', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ schema: 1, cpus: 2, answers: { quiesce: 'EOPNOTSUPP' } });
});

test('an image that is none exits with 3 and what QEMU said', async () => {
  const { exit, err } = await captured('kernel', 'boot', '--kernel', inRoot('package.json'));
  expect(exit).toBe(3);
  expect(err).toMatch(/ended before/);
});
