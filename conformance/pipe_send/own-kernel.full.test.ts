// SPDX-License-Identifier: MIT
// MSG_DONTWAIT on a regular file and a block device that have FMODE_NOWAIT: EOPNOTSUPP all the same, for that flag promises another
// thing there. The kernels of `conform` have no such file, and these are built with one: see fixtures/disks.patch.
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import { runInit } from '../kernel/boot/run-init.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { compileProgram, programInit } from '../replay/fixtures/program.ts';

const slug = 'pipe_send';
const fixture = (name: string) => inRoot('conformance', slug, 'fixtures', name);
const folder = folderOfFile();
let init: Uint8Array;
let data: Uint8Array;
beforeAll(async () => {
  init = await programInit();
  data = compileProgram(fixture('disks.c'), folder);
});

/** What the program says of each kind of file. */
async function said(base: BaseName, ...faults: string[]): Promise<string[]> {
  const patches = [fixture('disks.patch'), ...faults];
  const { image } = await buildKernel({ flavour: 'fast', slug, base, patches });
  const files = [{ path: '/program', data }];
  const { text } = await runInit({ kernel: image, init, files, cpus: 1, timeLimitMs: 120_000 });
  return text.split('\n').filter((line) => line.includes(' preadv2 '));
}

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test('neither promises what MSG_DONTWAIT asks', async () => {
    expect(await said(base)).toEqual([
      'regular preadv2 1 recv -95 send -95',
      'block preadv2 1 recv -95 send -95',
    ]);
  });

  test('a kernel that takes FMODE_NOWAIT for it is seen', async () => {
    const fault = inRoot('conformance/kernel/mutants', slug, 'regular-promised.patch');
    const lines = await said(base, fault);
    expect(lines.map((line) => line.replace(/ send .*/, ''))).toEqual([
      'regular preadv2 1 recv 1',
      'block preadv2 1 recv 1',
    ]);
  });
});
