// SPDX-License-Identifier: MIT
// The kernel with all mutants of a series: it boots, and it knows the number that it is given.
import { beforeAll, expect, test } from 'vitest';
import { openTarget } from '../harness/target/index.ts';
import { CONFORMANCE } from '../index.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { mutantsOf } from './proposal.ts';

const [slug] = Object.keys(CONFORMANCE);

let kernel: string;
let count: number;
beforeAll(async () => {
  const { schemata, mutants } = await mutantsOf(slug!);
  count = mutants.filter(({ kind }) => kind === 'mechanical').length;
  kernel = (await buildKernel({ flavour: 'fast', slug, patches: [schemata] })).image;
});

const boot = (...append: string[]) => openTarget({ kernel, append });

test('without a number, and with 0, it is the kernel that it was', async () => {
  for (const append of [[], ['syspec_mutant=0']]) await (await boot(...append)).close();
});

test('a number that there is not is no mutant that survives', async () => {
  const message = `syspec_mutant=${count + 1}, and there are ${count}`;
  await expect(boot(`syspec_mutant=${count + 1}`)).rejects.toMatchObject({
    code: 'GUEST_DIED',
    message: expect.stringContaining(message),
  });
});
