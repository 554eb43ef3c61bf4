// SPDX-License-Identifier: MIT
// The how-to pages, as far as Node.js runs them; and that the README knows each of them, and a test each command.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { Copy, otherwise, type Ran } from './fixtures/followed.ts';
import { followPages, howtoPages } from './fixtures/howto.ts';

const copy = new Copy();
let ran: Ran[];
beforeAll(async () => {
  await copy.prepare();
  ran = await followPages(copy, 'node');
}, 900_000);
afterAll(() => copy.remove());

test('each command does what its page says', () => {
  expect(ran.flatMap(otherwise)).toEqual([]);
  expect(ran.length).toBeGreaterThan(5);
});

/** The tests of these pages, by what they follow. */
const FOLLOWED: Readonly<Record<string, string>> = {
  node: 'howto.test.ts',
  java: 'howto.tla.test.ts',
  kernel: 'howto.kernel.test.ts',
  minutes: 'howto.full.test.ts',
};

test('each command is followed by some test', () => {
  for (const [needs, file] of Object.entries(FOLLOWED))
    expect(readFileSync(inRoot('layout', file), 'utf8')).toContain(`followPages(copy, '${needs}')`);
  const commands = howtoPages().flatMap(([, of]) => of);
  const needed = new Set(commands.map(({ needs }) => needs));
  expect(needed).toEqual(new Set(['lay', ...Object.keys(FOLLOWED)]));
  for (const { line } of commands) expect(line).toMatch(/^(?:\.\/syspec|git) /);
});

test('each page has a command whose output is shown, and is in the README', () => {
  const readme = readFileSync(inRoot('README.md'), 'utf8');
  for (const [file, commands] of howtoPages()) {
    expect(
      commands.filter(({ prints }) => prints.length > 0),
      basename(file),
    ).not.toEqual([]);
    expect(readme).toContain(`](${file})`);
  }
});
