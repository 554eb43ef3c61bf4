// SPDX-License-Identifier: MIT
// A kernel beside itself, and the program that counts.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { compileInit, runInit } from '../kernel/boot/run-init.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { kernelCache } from '../kernel/cache.ts';
import { findSource, unpacked } from '../kernel/source/source.ts';
import { parseReport } from './counts.ts';
import { costSources, measureCost } from './measure.ts';

const SOURCES = costSources();
const C_FILES = [...SOURCES, inRoot('conformance/cost/cost.h')];

let image: string;
beforeAll(async () => {
  image = (await buildKernel({ flavour: 'unpatched' })).image;
});

test('a kernel costs nothing more than itself', async () => {
  // On a loaded machine boots of one size differ by a few instructions; two of either tell what is noise.
  const rows = await measureCost({ pristine: image, patched: image, boots: 2, batches: 20 });
  expect(rows.map(({ workload }) => workload)).toEqual(
    expect.arrayContaining([
      'getpid',
      'stat, 8 components',
      'connect stream',
      'sendto dgram',
      'recvmsg dgram',
      'accept',
    ]),
  );
  expect(rows[0]).toMatchObject({ workload: 'getpid', difference: 0 });
  for (const { workload, pristine, regression } of rows) {
    expect(regression, workload).toBe(false);
    expect(pristine, workload).toBeGreaterThan(50);
  }
});

test('a clock that counts no instructions is refused', async () => {
  const init = await compileInit(SOURCES);
  const guest = { kernel: image, init, accel: 'tcg', transport: 'serial', timeLimitMs: 120_000 } as const;
  const { text } = await runInit({ ...guest, append: ['--', '1'] });
  expect(() => parseReport(text, 1)).toThrow("the guest's clock counts no instructions");
});

test('the program is in the kernel style, and compiles without a warning', async () => {
  const tree = await unpacked(await findSource(), kernelCache(), { env: process.env });
  const style = spawnSync('perl', [join(tree, 'scripts/checkpatch.pl'), '--strict', '-f', ...C_FILES], {
    encoding: 'utf8',
    cwd: tree,
  });
  expect(style.stdout.match(/^(?:CHECK|WARNING|ERROR): .*/gm) ?? []).toEqual([]);
  const warnings = ['-Wall', '-Wextra', '-Wno-unused-parameter', '-Werror', '-fsyntax-only'];
  expect(spawnSync('gcc', ['-O2', ...warnings, ...SOURCES], { encoding: 'utf8' }).stderr).toBe('');
});
