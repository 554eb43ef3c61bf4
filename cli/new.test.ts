// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { type Captured, capturedFrom } from './fixtures/captured.ts';
import { newCommand } from './new.ts';

/** The least that a checkout has. */
let root: string;
beforeEach(() => {
  root = folderOfTest();
  for (const folder of ['spec', 'models', 'conformance', 'layout']) mkdirSync(join(root, folder));
  cpSync(inRoot('spec/template.md'), join(root, 'spec/template.md'));
  cpSync(inRoot('layout/template'), join(root, 'layout/template'), { recursive: true });
  writeFileSync(join(root, 'models/index.ts'), 'export const PROPOSALS = {} as const;\n');
  writeFileSync(join(root, 'conformance/index.ts'), 'export const CONFORMANCE = {} as const;\n');
  writeFileSync(join(root, 'vitest.config.ts'), '');
});

function create(...argv: string[]): Promise<Captured> {
  return capturedFrom([() => newCommand(root)], 'new', ...argv);
}

test('what was written, and where to begin', async () => {
  const { exit, out } = await create('wait_all');
  expect(exit).toBe(0);
  expect(out).toMatch(/^ {2}spec\/wait_all\.md\n(?: {2}\S+\n)+Begin with spec\/wait_all\.md\. /);
});

test('--json lists the files', async () => {
  const { exit, out } = await create('wait_all', '--json');
  expect(exit).toBe(0);
  const { schema, ok, files } = JSON.parse(out);
  expect([schema, ok, files[0], files.at(-1)]).toEqual([1, true, 'spec/wait_all.md', 'conformance/index.ts']);
});

test('an ill-formed name exits with 2', async () => {
  const { exit, err } = await create('Example-Call');
  expect([exit, err]).toEqual([
    2,
    "syspec: 'Example-Call' is not the name of a proposal\n" +
      '  Use lower-case snake_case that starts with a letter, as the names of system calls do.\n',
  ]);
});

test('a name that stands for any proposal exits with 2', async () => {
  const { exit, err } = await create('example_call');
  expect(exit).toBe(2);
  expect(err).toMatch(/^syspec: 'example_call' is a name that tests and comments use/);
});

test('an installed package says that it cannot, with exit 2', async () => {
  rmSync(join(root, 'vitest.config.ts'));
  const { exit, err } = await create('example_call');
  expect(exit).toBe(2);
  expect(err).toMatch(/^syspec: 'syspec new' needs a checkout of the sources/);
});
