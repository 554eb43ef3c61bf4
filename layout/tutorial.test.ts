// SPDX-License-Identifier: MIT
// The tutorial, as far as Node.js runs it; and that it touches nothing but its own folders and the registries.
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { Copy, otherwise, type Ran } from './fixtures/followed.ts';
import { tutorialCommands, tutorialSlug } from './fixtures/tutorial.ts';
import { REGISTRIES } from './registry.ts';

const slug = tutorialSlug();
const copy = new Copy();
let ran: Ran[];
beforeAll(async () => {
  await copy.prepare();
  ran = await copy.follow(tutorialCommands(), 'node');
}, 900_000);
afterAll(() => copy.remove());

test('each command does what the tutorial says', () => {
  expect(ran.flatMap(otherwise)).toEqual([]);
  expect(ran.filter(({ command }) => command.prints.length > 0).length).toBeGreaterThan(4);
});

test('each command is run by some test, and one of each kind is there', () => {
  const commands = tutorialCommands();
  expect(new Set(commands.map(({ needs }) => needs))).toEqual(new Set(['lay', 'node', 'java', 'host']));
  for (const { line } of commands) expect(line).toMatch(/^(?:\.\/syspec|cp|git) /);
});

test('it touches the folders of its proposal, its document, and two lines of each registry', async () => {
  const others = (await copy.touched()).filter((file) => {
    const [area, name] = file.split('/');
    return !(name === slug || (area === 'spec' && name === `${slug}.md`));
  });
  expect(others.sort()).toEqual(REGISTRIES.map(({ file }) => file).sort());
  const diff = await execa('git', ['diff', '--numstat'], { cwd: copy.folder, lines: true });
  expect(diff.stdout).toEqual(others.map((file) => `2\t0\t${file}`));
});

test('what it lays out is clean for the linter', async () => {
  const files = ['models', 'conformance', 'tla'].map((area) => join(area, slug));
  const lint = await execa(
    inRoot('node_modules/.bin/biome'),
    ['check', '--error-on-warnings', '--vcs-enabled=false', ...files, ...REGISTRIES.map(({ file }) => file)],
    { cwd: copy.folder, reject: false, all: true },
  );
  expect(lint.exitCode, lint.all).toBe(0);
});

test('a command that does otherwise is told', () => {
  const command = { line: './syspec check x', needs: 'node', exits: 0, prints: ['ok x C1'] } as const;
  expect(otherwise({ command, exitCode: 0, output: 'a\nok x C1 pair\n' })).toEqual([]);
  expect(otherwise({ command, exitCode: 1, output: 'ok x C1' })).toHaveLength(1);
  expect(otherwise({ command, exitCode: 0, output: 'XX x C1' })).toHaveLength(1);
});
