// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { findJar, PINNED } from './jar.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

test('Maven fetches the pinned jar into an empty cache, and leaves nothing beside it', async () => {
  const jar = await findJar(undefined, { ...process.env, SYSPEC_TLC_JAR: '', XDG_CACHE_HOME: folder });
  expect(jar).toEqual({ path: join(folder, 'syspec', PINNED.file), sha256: PINNED.sha256, pinned: true });
  expect(readdirSync(join(folder, 'syspec'))).toEqual([PINNED.file]);
});

test('five that fetch at once all get the whole jar', async () => {
  const { path } = await findJar();
  // A Maven that writes in two halves, so that a reader of an unfinished file would be caught.
  const program = `#!/bin/sh
for last; do :; done
out=$\{last#*=}/${PINNED.file}
head -c 1000000 '${path}' > "$out"
sleep 0.2
tail -c +1000001 '${path}' >> "$out"
`;
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'mvn'), program, { mode: 0o755 });
  const env = { XDG_CACHE_HOME: folder, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  const jars = await Promise.all(Array.from({ length: 5 }, () => findJar(undefined, env)));
  expect(jars.every(({ pinned }) => pinned)).toBe(true);
  expect(readdirSync(join(folder, 'syspec'))).toEqual([PINNED.file]);
});
