// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { findJar, PINNED } from './jar.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = folderOfTest();
  env = { XDG_CACHE_HOME: join(folder, 'cache'), PATH: join(folder, 'bin') };
  mkdirSync(join(folder, 'bin'));
});

/** A program called mvn; `script` sees the output folder as $out. */
function fakeMaven(script: string): void {
  // The output folder is the last argument.
  const program = `#!/bin/sh\nfor last; do :; done\nout=$\{last#*=}\n${script}\n`;
  writeFileSync(join(folder, 'bin', 'mvn'), program, { mode: 0o755 });
}

const cache = (): string => join(folder, 'cache', 'syspec');

test('a jar that the user names is taken as it is, and reported as not pinned', async () => {
  const path = join(folder, 'mine.jar');
  writeFileSync(path, 'mine');
  const sha256 = '3fd30542fe3f61b14bd4a4b2dc0b6fb30fa6f63ebce52dd1778aaa8c4dc02cff';
  expect(await findJar(path, env)).toEqual({ path, sha256, pinned: false });
  expect(await findJar(undefined, { ...env, SYSPEC_TLC_JAR: path })).toMatchObject({ path, pinned: false });
});

test('a jar that is not there: an option is the input, and a variable the environment', async () => {
  const absent = join(folder, 'absent.jar');
  const message = expect.stringContaining(absent);
  await expect(findJar(absent, env)).rejects.toMatchObject({ code: 'BAD_INPUT', exitCode: 2, message });
  await expect(findJar(undefined, { ...env, SYSPEC_TLC_JAR: absent })).rejects.toMatchObject({
    code: 'TLC_MISSING',
    exitCode: 3,
    message,
    hint: expect.stringContaining('unset it'),
  });
});

test('a cached jar that is not the pinned one is refused with both sums and its name', async () => {
  mkdirSync(cache(), { recursive: true });
  const path = join(cache(), PINNED.file);
  writeFileSync(path, '');
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const error = await findJar(undefined, env).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'TLC_CHECKSUM', exitCode: 3 });
  for (const part of [path, empty, PINNED.sha256]) expect((error as Error).message).toContain(part);
});

test('a fetched jar that is not the pinned one is refused, and nothing of it stays', async () => {
  fakeMaven(`echo wrong > "$out/${PINNED.file}"`);
  await expect(findJar(undefined, env)).rejects.toMatchObject({ code: 'TLC_CHECKSUM' });
  expect(readdirSync(cache())).toEqual([]);
});

test('without Maven the hint says what to install and what to set', async () => {
  const error = await findJar(undefined, env).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'TLC_MISSING', hint: expect.stringMatching(/maven.*SYSPEC_TLC_JAR/) });
  expect(readdirSync(cache())).toEqual([]);
});

test("Maven's own complaint is passed on", async () => {
  fakeMaven('echo "[ERROR] the network is unreachable"; exit 1');
  await expect(findJar(undefined, env)).rejects.toMatchObject({
    code: 'TLC_MISSING',
    message: expect.stringContaining('the network is unreachable'),
  });
});
