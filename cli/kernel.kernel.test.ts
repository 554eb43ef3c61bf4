// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
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

test('an image that is none is bad input, and one that only looks so exits with 3 and what QEMU said', async () => {
  const other = await captured('kernel', 'boot', '--kernel', inRoot('package.json'));
  expect([other.exit, other.err]).toEqual([2, expect.stringContaining('is not a bzImage')]);
  // The magic of a kernel (Documentation/arch/x86/boot.rst), and nothing behind it.
  const image = join(folderOfTest(), 'bzImage');
  writeFileSync(image, Buffer.concat([Buffer.alloc(0x202), Buffer.from('HdrS'), Buffer.alloc(4096)]));
  const { exit, err } = await captured('kernel', 'boot', '--kernel', image);
  expect([exit, err]).toEqual([3, expect.stringMatching(/ended before/)]);
});
