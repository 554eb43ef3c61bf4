// SPDX-License-Identifier: MIT
// The class data archive is made and used; without a usable one a run is slower, and the same.
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { classArchive } from './archive.ts';
import { archiveArguments } from './command.ts';
import { findJar, type Jar } from './jar.ts';
import { findJava, type Java } from './java.ts';
import { runTlc } from './run.ts';

const root = folderOfFile();
let jar: Jar;
let java: Java;
beforeAll(async () => {
  [jar, java] = await Promise.all([findJar(), findJava()]);
});

const envWith = (cache: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{ SYSPEC_TLC_JAR: jar.path, XDG_CACHE_HOME: join(root, cache) },
});
const run = (env: NodeJS.ProcessEnv) =>
  runTlc({ spec: join(import.meta.dirname, 'fixtures', 'Ok.tla'), env, log: join(root, 'tlc.log') });

test('it is made once, and a run uses it', async () => {
  const env = envWith('good');
  const [first, second] = await Promise.all([classArchive(java, jar, env), classArchive(java, jar, env)]);
  expect(first).toBe(second);
  expect(existsSync(first!)).toBe(true);
  expect(readdirSync(join(first!, '..'))).toEqual([basename(first!)]);
  const { verdict, command, output } = await run(env);
  expect({ verdict, output }).toEqual({ verdict: 'holds', output: [] });
  expect(command).toEqual(expect.arrayContaining(archiveArguments(first!)));
});

test('a Java that is too old for one has none', async () => {
  expect(await classArchive({ ...java, version: 11 }, jar, envWith('old'))).toBeUndefined();
});

test('where none can be made, and where it is no archive, nothing is said', async () => {
  writeFileSync(join(root, 'file'), '');
  const nowhere = await run({ ...envWith('nowhere'), XDG_CACHE_HOME: join(root, 'file') });
  expect(nowhere).toMatchObject({ verdict: 'holds', output: [] });
  expect(nowhere.command.join(' ')).not.toContain('SharedArchiveFile');

  const env = envWith('bad');
  const made = (await classArchive(java, jar, env))!;
  rmSync(made);
  writeFileSync(made, 'no archive');
  const bad = await run(env);
  expect(bad).toMatchObject({ verdict: 'holds', output: [] });
  expect(bad.command.join(' ')).toContain(made);
});

test('of many the oldest go', async () => {
  const env = envWith('many');
  const folder = join(root, 'many', 'syspec', 'classes');
  mkdirSync(folder, { recursive: true });
  for (const age of [1, 2, 3, 4, 5]) {
    writeFileSync(join(folder, `${age}.jsa`), '');
    utimesSync(join(folder, `${age}.jsa`), 1000 - age, 1000 - age);
  }
  const made = await classArchive(java, jar, env);
  expect(readdirSync(folder).sort()).toEqual(['1.jsa', '2.jsa', '3.jsa', basename(made!)].sort());
});
