// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { findJava, javaVersion } from './java.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

/** A program called java that says `said` on stderr. */
function fakeJava(name: string, said: string, exit = 0): string {
  const bin = join(folder, name, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'java'), `#!/bin/sh\necho '${said}' >&2\nexit ${exit}\n`, { mode: 0o755 });
  return bin;
}

test.each([
  ['openjdk version "17.0.21" 2026-10-20', 17],
  ['openjdk version "21" 2023-09-19', 21],
  ['java version "1.8.0_402"', 8],
  ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "11.0.2"', 11],
  ['gcj 4', undefined],
])('%s is Java %s', (said, version) => {
  expect(javaVersion(said)).toBe(version);
});

test('JAVA_HOME comes before PATH', async () => {
  const home = fakeJava('home', 'openjdk version "21.0.1"');
  const path = fakeJava('path', 'openjdk version "17.0.1"');
  const JAVA_HOME = join(home, '..');
  expect(await findJava({ JAVA_HOME, PATH: path })).toMatchObject({ version: 21 });
  expect(await findJava({ PATH: path })).toMatchObject({ path: join(path, 'java'), version: 17 });
});

test('a JAVA_HOME without Java is passed over', async () => {
  const path = fakeJava('path', 'openjdk version "17.0.1"');
  expect(await findJava({ JAVA_HOME: folder, PATH: path })).toMatchObject({ version: 17 });
});

test('an empty PATH has no Java, and the hint says what to install', async () => {
  const error = findJava({ PATH: '' });
  await expect(error).rejects.toMatchObject({
    code: 'JAVA_MISSING',
    hint: expect.stringContaining('openjdk'),
  });
});

test('a Java that does not run, says nothing or is too old is named', async () => {
  const broken = fakeJava('broken', 'no such library', 127);
  await expect(findJava({ PATH: broken })).rejects.toThrow(`${broken}/java does not run`);
  const mute = fakeJava('mute', '');
  await expect(findJava({ PATH: mute })).rejects.toThrow('gives no version');
  const old = fakeJava('old', 'java version "1.8.0_402"');
  await expect(findJava({ PATH: old })).rejects.toMatchObject({
    code: 'JAVA_MISSING',
    message: expect.stringContaining('Java 8; TLC needs 11'),
  });
});
