// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kernelCache } from '../cache.ts';
import { findSource, unpacked } from './source.ts';

let top: string;
let tree: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'syspec-source-'));
  tree = join(top, 'linux-source-6.12');
  mkdirSync(join(tree, 'kernel'), { recursive: true });
  for (const name of ['Kbuild', 'Makefile', 'kernel/fork.c']) writeFileSync(join(tree, name), `${name}\n`);
  symlinkSync('fork.c', join(tree, 'kernel/link.c'));
});
afterEach(() => rmSync(top, { recursive: true }));

const hash = async () => (await findSource(tree)).hash;

test('a tree is unpacked as it is, links included', async () => {
  const source = await findSource(tree);
  const to = join(top, 'copy');
  await source.unpack(to, { env: process.env, folder: top });
  expect(readdirSync(to, { recursive: true }).sort()).toEqual(readdirSync(tree, { recursive: true }).sort());
  expect((await findSource(to)).hash).toBe(source.hash);
});

test('the hash of a tree is its content: names, bytes, links, and what may be run', async () => {
  const hashes = [await hash()];
  writeFileSync(join(tree, 'kernel/fork.c'), 'changed\n');
  hashes.push(await hash());
  chmodSync(join(tree, 'kernel/fork.c'), 0o755);
  hashes.push(await hash());
  rmSync(join(tree, 'kernel/link.c'));
  hashes.push(await hash());
  writeFileSync(join(tree, 'kernel/link.c'), 'fork.c');
  hashes.push(await hash());
  expect(new Set(hashes).size).toBe(hashes.length);
  writeFileSync(join(tree, 'kernel/fork.c'), 'changed\n');
  expect(await hash()).toBe(hashes.at(-1));
});

test('a git checkout is its work tree without what git ignores', async () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', tree, ...args], { stdio: 'ignore' });
  git('init');
  writeFileSync(join(tree, '.gitignore'), '*.o\n.config\n');
  git('add', '.');
  const before = await hash();
  writeFileSync(join(tree, 'kernel/fork.o'), '');
  writeFileSync(join(tree, '.config'), '');
  expect(await hash()).toBe(before);
  writeFileSync(join(tree, 'kernel/new.c'), '');
  expect(await hash()).not.toBe(before);
  rmSync(join(tree, 'kernel/fork.c'));
  const to = join(top, 'copy');
  await (await findSource(tree)).unpack(to, { env: process.env, folder: top });
  expect(readdirSync(join(to, 'kernel')).sort()).toEqual(['link.c', 'new.c']);
});

test.each([
  ['no kernel', () => rmSync(join(tree, 'Kbuild')), 'is no kernel source'],
  ['one that has been built in', () => writeFileSync(join(tree, '.config'), ''), 'has been built in'],
])('%s is refused', async (_, arrange, message) => {
  arrange();
  const refusal = { code: 'KERNEL_SOURCE', message: expect.stringContaining(message) };
  await expect(findSource(tree)).rejects.toMatchObject(refusal);
});

test('the tarball of the package is unpacked once, without its top folder', async () => {
  execFileSync('tar', ['-C', top, '-cf', join(top, 'linux-source-6.12.tar.gz'), '-z', 'linux-source-6.12']);
  const source = await findSource(undefined, undefined, top);
  const cache = kernelCache({ XDG_CACHE_HOME: join(top, 'cache') });
  const folder = await unpacked(source, cache, { env: process.env });
  expect(readFileSync(join(folder, 'kernel/fork.c'), 'utf8')).toBe('kernel/fork.c\n');
  rmSync(source.origin);
  expect(await unpacked(source, cache, { env: process.env })).toBe(folder);
  expect(readdirSync(join(folder, '..'))).toHaveLength(1);
});

test('a broken tarball, and none at all, are errors that say what to install', async () => {
  writeFileSync(join(top, 'linux-source-6.12.tar.gz'), 'no archive');
  const source = await findSource(undefined, undefined, top);
  const cache = kernelCache({ XDG_CACHE_HOME: join(top, 'cache') });
  await expect(unpacked(source, cache, { env: process.env })).rejects.toMatchObject({
    code: 'KERNEL_SOURCE',
    message: expect.stringContaining('does not unpack'),
  });
  expect(existsSync(cache.source(source.hash))).toBe(false);
  await expect(findSource(undefined, undefined, join(top, 'absent'))).rejects.toMatchObject({
    code: 'KERNEL_SOURCE',
    hint: expect.stringContaining('linux-source-6.12'),
  });
  await expect(findSource(undefined, '7.3', join(top, 'absent'))).rejects.toMatchObject({
    code: 'KERNEL_SOURCE',
    exitCode: 3,
    message: expect.stringContaining('linux-source-7.3'),
    hint: expect.stringMatching(/backports.*--source DIR/),
  });
});
