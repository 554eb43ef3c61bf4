// SPDX-License-Identifier: MIT
// With a Java and a QEMU that only say who they are.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { toolVersions } from './tool-versions.ts';

const Node = process.versions.node;

let folder: string;
let env: NodeJS.ProcessEnv;
const program = (name: string, text: string) =>
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
beforeEach(() => {
  folder = folderOfTest();
  const jar = join(folder, 'a.jar');
  writeFileSync(jar, '');
  env = { PATH: folder, XDG_CACHE_HOME: folder, SYSPEC_TLC_JAR: jar };
});

test('of every run that of Node, and no tool that it has not used', async () => {
  expect(await toolVersions(undefined, env)).toEqual({ Node });
});

test('of one with TLC those of Java and of the jar, which fails for want of a module', async () => {
  program(
    'java',
    `case "$*" in
*-version) echo 'openjdk version "21.0.5" 2024-10-15' >&2 ;;
*"-cp ${join(folder, 'a.jar')} tlc2.TLC") echo 'TLC2 Version 2.20 of Day Month 20??'; exit 1 ;;
esac`,
  );
  expect(await toolVersions('TLC', env)).toEqual({ Node, Java: '21.0.5', TLC: '2.20' });
});

test('of one on a kernel that of QEMU', async () => {
  program('qemu-system-x86_64', 'echo "QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2)"');
  expect(await toolVersions('QEMU', env)).toEqual({ Node, QEMU: '10.0.2' });
});

test('what does not say it is of an unknown version, and nothing is lost', async () => {
  const unknown = 'of an unknown version';
  expect(await toolVersions('QEMU', env)).toEqual({ Node, QEMU: unknown });
  expect(await toolVersions('TLC', env)).toEqual({ Node, Java: unknown, TLC: unknown });
  program('java', `echo 'openjdk version "17.0.1"' >&2`);
  expect(await toolVersions('TLC', env)).toEqual({ Node, Java: '17.0.1', TLC: unknown });
});
