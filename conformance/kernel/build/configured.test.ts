// SPDX-License-Identifier: MIT
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../../base/fixtures/folder.ts';
import { isConfigured, noteConfigured } from './configured.ts';

let folders: { src: string; out: string };

function put(folder: 'src' | 'out', name: string, text: string): void {
  const file = join(folders[folder], name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** As syncconfig of Linux 6.12 writes it. */
const read = (...names: string[]) =>
  `autoconfig := include/config/auto.conf\n\ndeps_config := \\\n${names.map((name) => `\t${name} \\\n`).join('')}\n$(autoconfig): $(deps_config)\n`;

beforeEach(() => {
  const root = folderOfTest();
  folders = { src: join(root, 'src'), out: join(root, 'out') };
  put('src', 'Kconfig', 'source "net/Kconfig"\n');
  put('src', 'net/Kconfig', 'config NET\n');
  put('out', '.config', 'CONFIG_NET=y\n');
  put('out', 'include/config/auto.conf.cmd', read('Kconfig', 'net/Kconfig'));
});

test('what was built is configured, until a Kconfig or the configuration is another one', () => {
  expect(isConfigured(folders)).toBe(false);
  noteConfigured(folders);
  expect(isConfigured(folders)).toBe(true);
  put('src', 'net/Kconfig', 'config NET\nconfig UNIX\n');
  expect(isConfigured(folders)).toBe(false);
  put('src', 'net/Kconfig', 'config NET\n');
  expect(isConfigured(folders)).toBe(true);
  put('out', '.config', 'CONFIG_NET=m\n');
  expect(isConfigured(folders)).toBe(false);
});

test.each([
  ['a Kconfig is gone', () => rmSync(join(folders.src, 'net/Kconfig'))],
  ['nothing says what was read', () => put('out', 'include/config/auto.conf.cmd', read())],
  ['there is no configuration', () => rmSync(join(folders.out, '.config'))],
])('it is not where %s', (_, change) => {
  noteConfigured(folders);
  change();
  expect(isConfigured(folders)).toBe(false);
  noteConfigured(folders);
  expect(isConfigured(folders)).toBe(false);
});
