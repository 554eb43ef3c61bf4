// SPDX-License-Identifier: MIT
// A woken waiter that an LSM refuses (R12). No lane has two that wait, and of which Landlock refuses the first.
import { expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { BASE_NAMES } from '../kernel/bases.ts';
import type { BuildOptions } from '../kernel/build/build.ts';
import { compileProgram, printedOn } from '../replay/fixtures/program.ts';

const slug = 'fconnectat';
const folder = folderOfFile();

/** What the program says on a kernel. */
const said = (options: BuildOptions): Promise<string[]> =>
  printedOn(
    { flavour: 'hooks', slug, ...options },
    compileProgram(inRoot('conformance', slug, 'fixtures', 'refused.c'), folder),
  );

test.each(BASE_NAMES)('Linux %s: it hands its wake-up on', async (base) => {
  expect(await said({ base })).toEqual(['first: Operation not permitted', 'second: Success']);
});

test('a kernel where it keeps that is seen', async () => {
  const mutant = inRoot('conformance/kernel/mutants', slug, '6.12', 'refused-after-slot-keeps-wakeup.patch');
  const patches = [mutant];
  expect(await said({ base: '6.12', patches })).toEqual(['first: Operation not permitted', 'second: ASLEEP']);
});
