// SPDX-License-Identifier: MIT
// With build tools that only pretend, and no patches.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inRoot } from '../base/root.ts';
import { type FakeTools, fakeTools } from '../conformance/kernel/fixtures/fake-tools.ts';
import { captured } from './fixtures/captured.ts';
import { refuseOthers } from './kernel-series.ts';

let tools: FakeTools;
beforeEach(() => {
  tools = fakeTools();
  for (const [name, value] of Object.entries(tools.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  tools.remove();
});

const kernel = (...words: string[]) => captured('kernel', ...words);
const build = (...words: string[]) =>
  kernel('build', '--flavour', 'pristine', '--source', tools.tree, ...words);

test('a build prints the image, and the second one says that it was there', async () => {
  const first = await build();
  expect(first).toMatchObject({ exit: 0, err: '' });
  expect(first.out).toMatch(/\/bzImage\n {2}Linux 6\.12\.1, pristine, built in \d+ s\n$/);
  expect((await build()).out).toMatch(/pristine, from the cache\n$/);
  expect(JSON.parse((await build('--json')).out)).toMatchObject({
    schema: 1,
    ok: true,
    kernel: { built: false, meta: { flavour: 'pristine', release: '6.12.1' } },
  });
});

test('each base has kernels of its own, and what is no base is refused', async () => {
  const bases = async (...words: string[]) => JSON.parse((await build('--json', ...words)).out).kernel;
  const old = await bases();
  const other = await bases('--base', '7.3');
  expect(old.meta.base).toBe('6.12');
  expect(other).toMatchObject({ built: true, meta: { base: '7.3' } });
  expect(other.meta.key).not.toBe(old.meta.key);
  expect(await bases('--base', '7.3')).toMatchObject({ built: false, image: other.image });
  const { exit, err } = await build('--base', '5.0');
  expect(exit).toBe(2);
  expect(err).toContain('There are: 6.12, 7.3');
});

test('a build that fails exits with 3, and says so in JSON', async () => {
  vi.stubEnv('HOW', 'exit 1');
  const { exit, out, err } = await build('--json');
  expect(exit).toBe(3);
  expect(err).toContain('syspec: make bzImage failed');
  expect(JSON.parse(out)).toMatchObject({ schema: 1, ok: false, error: { code: 'KERNEL_BUILD' } });
});

test('the list says which flavours are built', async () => {
  await build();
  const { exit, out } = await kernel('list', '--source', tools.tree);
  expect(exit).toBe(0);
  expect(out).toMatch(/^fast +fconnectat +not built/);
  expect(out).toMatch(/^pristine +- +6\.12\.1, 0\.0 MB/m);
  const { flavours } = JSON.parse((await kernel('list', '--source', tools.tree, '--json')).out);
  expect(flavours.map((row: { flavour: string }) => row.flavour)).toContain('kcsan');
  expect(flavours.filter((row: { kernel: unknown }) => row.kernel !== null)).toHaveLength(1);
});

test('patches for a source without tables of calls are refused: the wiring cannot be made', async () => {
  const { exit, err } = await kernel(
    'series',
    'fconnectat',
    '--source',
    tools.tree,
    '--out',
    join(tools.top, 'out'),
  );
  expect(exit).toBe(3);
  expect(err).toContain('syspec: scripts/syscall.tbl: there is no such table of calls');
});

test.each([
  [['series'], "required option '--out <dir>'"],
  [['build', 'nobody'], "no proposal 'nobody'"],
  [['build', '--flavour', 'slow'], "cannot be 'slow'"],
  [['boot', '--cpus', '0'], 'Give 1 to 64'],
  [['boot', '--transport', 'pigeon'], 'pigeon'],
  [['list', '--flavour', 'fast'], "unknown option '--flavour'"],
  [['grow'], "unknown command 'grow'"],
])('%j exits with 2', async (words, message) => {
  const { exit, err } = await kernel(...words);
  expect(exit).toBe(2);
  expect(err).toContain(message);
});

test('a folder for the series that cannot be made is bad usage, before a source is looked for', async () => {
  const out = join(tools.top, 'file');
  writeFileSync(out, '');
  const { exit, err } = await kernel('series', 'fconnectat', '--out', join(out, 'below'));
  expect([exit, err]).toEqual([2, expect.stringContaining(`syspec: ${out} is no folder`)]);
});

test('patches of another base stay out of the folder of a series', () => {
  const out = join(tools.top, 'out');
  expect(() => refuseOthers(out, ['0001-a.patch'])).not.toThrow();
  mkdirSync(out);
  for (const name of ['0001-a.patch', '0002-of-7.3.patch', 'notes']) writeFileSync(join(out, name), '');
  const refused = {
    code: 'BAD_USAGE',
    message: `${join(out, '0002-of-7.3.patch')} is no patch of this series`,
  };
  expect(() => refuseOthers(out, ['0001-a.patch'])).toThrow(expect.objectContaining(refused));
  expect(() => refuseOthers(out, ['0001-a.patch', '0002-of-7.3.patch'])).not.toThrow();
});

test('a kernel image that is not there is bad input', async () => {
  for (const argv of [
    ['kernel', 'boot', '--kernel', '/nosuch'],
    ['conform', '--kernel', '/nosuch'],
  ]) {
    const { exit, err } = await captured(...argv);
    expect([exit, err]).toEqual([2, expect.stringContaining('no kernel image: /nosuch')]);
  }
});

test('the fields of --json are those that docs/json.md shows', async () => {
  const shown = /### `kernel build`[\s\S]*?```json\n([\s\S]*?)```/.exec(
    readFileSync(inRoot('docs', 'json.md'), 'utf8'),
  );
  const documented = JSON.parse(shown![1]!);
  const { kernel: built } = JSON.parse((await build('--json')).out);
  expect(Object.keys(built)).toEqual(Object.keys(documented));
  expect(Object.keys(built.meta)).toEqual(Object.keys(documented.meta));
});
