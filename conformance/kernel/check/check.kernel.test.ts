// SPDX-License-Identifier: MIT
// The kernel with the test-only patch alone, built and booted: is quiescence a proof?
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { CONFORMANCE } from '../../index.ts';
import { BASE_NAMES } from '../bases.ts';
import { buildKernel, type Kernel } from '../build/build.ts';
import { kernelCache } from '../cache.ts';
import { flavourNamed } from '../flavours.ts';
import { patchesOf } from '../source/patches.ts';
import { findSource, unpacked } from '../source/source.ts';
import { checkKernel } from './check.ts';

const TIMES = process.env.SYSPEC_FULL === '1' ? 20_000 : 500;
/** Calls that return by themselves, whoever it is that wakes them. */
const RETURNING = ['pty', 'aio', 'mount', 'vfork', 'wait'];

let kernel: Kernel;
beforeAll(async () => {
  kernel = await buildKernel({ flavour: 'unpatched' });
});

test('the device refuses what it must, and quiescence is never wrong', async () => {
  const report = await checkKernel({
    kernel: kernel.image,
    stress: { by: 'quiesce', times: TIMES },
    timeLimitMs: 1_200_000,
  });
  expect(report).toMatchObject({
    release: kernel.meta.release,
    cpus: 1,
    device: true,
    answers: {
      ...{ unattached: 'ENOTCONN', unknown: 'ENOTTY', attach: 'ok', quiesce: 'ok' },
      // A task that stays against SIGKILL is let go when the device is closed.
      ...{ parked: 'ok', held: 'ok', let_go: 'ok' },
    },
  });
  expect(report.wrong).toEqual(Object.fromEntries([...RETURNING, 'pipe'].map((kind) => [kind, 0])));
});

test('the same test sees that looking at the worker alone is wrong', async () => {
  const { wrong } = await checkKernel({ kernel: kernel.image, stress: { by: 'yield', times: 20 } });
  for (const kind of RETURNING) expect(wrong[kind], kind).toBeGreaterThan(0);
});

test('on two CPUs quiescence is refused; a serial line serves where there is no virtio port', async () => {
  const report = await checkKernel({ kernel: kernel.image, cpus: 2, transport: 'serial' });
  expect(report).toMatchObject({ cpus: 2, answers: { attach: 'ok', quiesce: 'EOPNOTSUPP' } });
});

test('a guest that does not end in time hangs, and its console is shown', async () => {
  const hangs = checkKernel({ kernel: kernel.image, timeLimitMs: 1 });
  await expect(hangs).rejects.toMatchObject({
    code: 'GUEST_DIED',
    message: expect.stringContaining('did not power off'),
  });
});

test("the test-only patches are in the kernel's style", async () => {
  const tree = await unpacked(await findSource(), kernelCache(), { env: process.env });
  const flavours = ['unpatched', 'fast', 'naive'].map(flavourNamed);
  const changes = Object.keys(CONFORMANCE).flatMap((slug) =>
    flavours.flatMap((flavour) => BASE_NAMES.flatMap((base) => patchesOf(flavour, slug, { base }))),
  );
  const paths = changes.flatMap((change) => ('path' in change ? [change.path] : []));
  for (const path of new Set(paths.filter((one) => one.includes('/test-only/')))) {
    // They are sent to nobody, without a sign-off and a maintainer; and a point has its step's name, not its function's.
    const ignored = 'FILE_PATH_CHANGES,EMBEDDED_FUNCTION_NAME';
    const options = ['--strict', '--no-signoff', '--ignore', ignored, path];
    const run = spawnSync('perl', [join(tree, 'scripts/checkpatch.pl'), ...options], {
      encoding: 'utf8',
      cwd: tree,
    });
    expect(run.stdout).toContain('0 errors, 0 warnings, 0 checks');
  }
});

test('the init of the check is in the kernel style too, and compiles without a warning', async () => {
  const tree = await unpacked(await findSource(), kernelCache(), { env: process.env });
  const files = ['init.c', 'park.c', 'stress.c', 'check.h'].map((name) =>
    inRoot('conformance/kernel/check', name),
  );
  const style = spawnSync('perl', [join(tree, 'scripts/checkpatch.pl'), '--strict', '-f', ...files], {
    encoding: 'utf8',
    cwd: tree,
  });
  expect(style.stdout.match(/^(?:CHECK|WARNING|ERROR): .*/gm) ?? []).toEqual([]);
  const warnings = ['-O2', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', ...files.slice(0, 3)];
  expect(spawnSync('gcc', warnings, { encoding: 'utf8' }).stderr).toBe('');
});
