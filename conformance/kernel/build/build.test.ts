// SPDX-License-Identifier: MIT
// With a make that only pretends, and no patches: what is built when, what is kept, and what goes wrong.
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONFORMANCE } from '../../index.ts';
import { ENTRY, entries, kernelCache } from '../cache.ts';
import { type FakeTools, fakeTools, HEAD } from '../fixtures/fake-tools.ts';
import { type BuildOptions, buildKernel, findKernel } from './build.ts';

let tools: FakeTools;
beforeEach(() => {
  tools = fakeTools();
});
afterEach(() => tools.remove());

const build = (extra: Record<string, string> = {}, options: BuildOptions = {}) =>
  buildKernel({ flavour: 'pristine', source: tools.tree, env: { ...tools.env, ...extra }, ...options });

/** How many images were made. */
const made = () =>
  existsSync(tools.env.LOG) ? readFileSync(tools.env.LOG, 'utf8').split('\n').length - 1 : 0;

/** What lies in the kernel cache, entries of kernels apart. */
function left(): string[] {
  return readdirSync(kernelCache(tools.env).root).filter((name) => !/^[0-9a-f]{16}$/.test(name));
}

test('a kernel is built once, and found again', async () => {
  expect(await findKernel({ flavour: 'pristine', source: tools.tree, env: tools.env })).toBeUndefined();
  const first = await build();
  expect(first.built).toBe(true);
  expect(first.meta).toMatchObject({ flavour: 'pristine', release: '6.12.1', patches: [], steps: 1 });
  expect(readFileSync(first.image, 'utf8')).toBe('main.c\n');
  expect(readFileSync(first.config, 'utf8')).toContain('CONFIG_UNIX=y');
  expect(readFileSync(first.log, 'utf8')).toContain('CC      object');
  expect(await build()).toEqual({ ...first, built: false });
  expect(await findKernel({ flavour: 'pristine', source: tools.tree, env: tools.env })).toEqual({
    ...first,
    built: false,
  });
  expect(made()).toBe(1);
  expect(left().sort()).toEqual(['locks', 'source', 'work']);
  expect(readFileSync(tools.env.LOG, 'utf8')).toBe('syspec\n');
});

test('a changed source or compiler is another kernel; a cleared image is built again', async () => {
  const { image } = await build();
  writeFileSync(join(tools.tree, 'main.c'), 'changed\n');
  const second = await build();
  expect(readFileSync(second.image, 'utf8')).toBe('changed\n');
  writeFileSync(join(tools.bin, 'gcc'), `${HEAD}echo gcc 2\n`);
  expect((await build()).built).toBe(true);
  expect(entries(kernelCache(tools.env))).toHaveLength(3);
  rmSync(image);
  writeFileSync(join(tools.tree, 'main.c'), 'main.c\n');
  writeFileSync(join(tools.bin, 'gcc'), `${HEAD}echo gcc 1\n`);
  expect(await build()).toMatchObject({ image, built: true });
});

test('a compiler cache is what compiles, and lets a kernel with patches of a proposal share the workspace of one without', async () => {
  tools.stub('ccache', HEAD);
  const words = join(tools.top, 'words');
  const HOW = `printf '%s\\n' "$@" "$CCACHE_DIR" >>"${words}"`;
  await build({ HOW }, { flavour: 'unpatched' });
  await build({ HOW }, { flavour: 'unpatched', slug: Object.keys(CONFORMANCE)[0] });
  const { root } = kernelCache(tools.env);
  const lines = readFileSync(words, 'utf8').split('\n');
  expect(lines.filter((line) => line === 'CC=ccache gcc')).toHaveLength(2);
  expect(lines.filter((line) => line === join(root, 'ccache'))).toHaveLength(2);
  expect(readdirSync(join(root, 'work'))).toHaveLength(1);
});

test('an option that does not survive is an error that names it, before anything is compiled', async () => {
  await expect(build({ DROP: 'CONFIG_SECCOMP_FILTER' })).rejects.toMatchObject({
    code: 'KERNEL_CONFIG',
    message: expect.stringMatching(/CONFIG_SECCOMP_FILTER=y \(config\/fast\.config:\d+\) became/),
  });
  expect(made()).toBe(0);
});

test('what make says is passed on, with the log', async () => {
  const failure = build({ HOW: 'echo "main.c:1:1: error: what is this" >&2; exit 2' });
  await expect(failure).rejects.toMatchObject({
    code: 'KERNEL_BUILD',
    exitCode: 3,
    message: 'make bzImage failed: main.c:1:1: error: what is this',
    hint: expect.stringContaining('build.log'),
  });
  expect(entries(kernelCache(tools.env))).toEqual([]);
});

test('a full disk is an error of its own, and the next build goes on', async () => {
  const full = 'echo "fatal error: cannot write: No space left on device" >&2; exit 1';
  await expect(build({ HOW: full })).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect((await build()).meta.steps).toBe(0);
});

test('a disk that is full for our own log is the same error', async () => {
  rmSync((await build()).image);
  const work = join(kernelCache(tools.env).root, 'work');
  for (const name of readdirSync(work)) symlinkSync('/dev/full', join(work, name, ENTRY.log));
  await expect(build({ HOW: 'echo line' })).rejects.toMatchObject({ code: 'DISK_FULL' });
});

test('an interrupted build goes on where it was; what a killed make left is not trusted', async () => {
  const controller = new AbortController();
  const sleeps = { HOW: 'sleep 60' };
  const onProgress = (text: string): void => {
    if (text.includes('step 1')) controller.abort();
  };
  const interrupted = build(sleeps, { signal: controller.signal, onProgress });
  await expect(interrupted).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect((await build()).meta.steps).toBe(0);
  expect(made()).toBe(2);

  writeFileSync(join(tools.tree, 'main.c'), 'changed\n');
  await build();
  const work = join(kernelCache(tools.env).root, 'work');
  for (const name of readdirSync(work)) writeFileSync(join(work, name, 'out.unclean'), '');
  rmSync((await build()).image);
  expect((await build()).meta.steps).toBe(1);
});

test('of two at once the second waits, says so, and finds it made', async () => {
  const notices: string[] = [];
  const both = await Promise.all(
    [1, 2].map(() => build({ HOW: 'sleep 0.3' }, { onNotice: (text) => notices.push(text) })),
  );
  expect(both.map(({ built }) => built).sort()).toEqual([false, true]);
  expect(notices).toEqual(['waiting for another build of this configuration to end']);
  expect(made()).toBe(1);
});

test('progress counts up to what the last build printed', async () => {
  await build({ HOW: 'echo 1; echo 2' });
  rmSync(kernelCache(tools.env).work(''), { recursive: true });
  writeFileSync(join(tools.tree, 'main.c'), 'changed\n');
  const lines: string[] = [];
  await build({}, { onProgress: (text) => lines.push(text) });
  expect(lines.at(-1)).toBe('building kernel pristine: step 1 of about 3');
});

test('a missing tool, an unknown flavour, and a source that is none', async () => {
  rmSync(join(tools.bin, 'bison'));
  const bare = { PATH: tools.bin };
  await expect(build(bare)).rejects.toMatchObject({
    code: 'TOOL_MISSING',
    message: expect.stringContaining('bison'),
    hint: expect.stringContaining('build-essential'),
  });
  await expect(build({}, { flavour: 'slow' })).rejects.toMatchObject({ code: 'BAD_USAGE' });
  rmSync(join(tools.tree, 'Kbuild'));
  await expect(build({ PATH: `${tools.bin}:${process.env.PATH}` })).rejects.toMatchObject({
    code: expect.stringMatching(/KERNEL_SOURCE|TOOL_MISSING/),
  });
});

test('a failed build leaves no partial entry behind', async () => {
  await expect(build({ HOW: `rm -f "$2/main.c"` })).rejects.toMatchObject({ code: 'KERNEL_BUILD' });
  expect(readdirSync(kernelCache(tools.env).root).filter((name) => name.includes('.'))).toEqual([]);
  expect(existsSync(join(kernelCache(tools.env).root, ENTRY.image))).toBe(false);
});
