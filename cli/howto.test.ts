// SPDX-License-Identifier: MIT
// Each command and option that a how-to page shows, in its blocks or in its sentences, is one that there is.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { allCommands } from './commands.ts';
import { shownFaults } from './fixtures/shown-commands.ts';

const BUILDERS = await allCommands();
const FOLDER = 'docs/howto';
const PAGES = readdirSync(inRoot(FOLDER))
  .filter((name) => name.endsWith('.md'))
  .map((name) => [`${FOLDER}/${name}`, readFileSync(inRoot(FOLDER, name), 'utf8')] as const);

test('there are pages', () => {
  expect(PAGES.length).toBeGreaterThan(5);
});

test.each(PAGES)('%s', (file, text) => {
  expect(shownFaults(file, text, BUILDERS)).toEqual([]);
});

const PAGE =
  '# A page\n\nAsk `./syspec check SLUG --claim C1`, and\n\n```sh\n./syspec docs --check    # exits with 1\n```\n\n';

test('a page that shows what there is has no fault', () => {
  const right =
    'With `--mutants`, `--claim`, `docs --check --out out`, `git am --nothing`, `docs` and `check.md`.';
  expect(shownFaults('a.md', `${PAGE}${right}\n`, BUILDERS)).toEqual([]);
});

test.each([
  ['./syspec chekc', './syspec chekc: there is no command chekc'],
  ['./syspec check --mutantz', /unknown option '--mutantz'/],
  ['./syspec replay', /missing required argument/],
  ['./syspec check --claim', /argument missing/],
  ['./syspec check --engine tlcc', /argument 'tlcc' is invalid/],
  ['./syspec kernel bot', /unknown command 'bot'|too many arguments/],
  ['docs --chekc', /unknown option '--chekc'/],
  ['--nothing', /unknown option '--nothing'/],
  // It is there, and of a command that this page is not about.
  ['--lane cases', /unknown option '--lane'/],
])('a fault is found and named with its place: %s', (shown, what) => {
  const found = shownFaults('a.md', `${PAGE}As \`${shown}\` does.\n`, BUILDERS);
  expect(found).toEqual([expect.stringMatching(what)]);
  expect(found[0]).toContain(`a.md:9: ${shown}: `);
  const block = `${PAGE}\`\`\`sh\n${shown}\n\`\`\`\n`;
  expect(shownFaults('a.md', block, BUILDERS)).toEqual([expect.stringMatching(/^a\.md:10: /)]);
});

test('an option on a page about no command is a fault', () => {
  expect(shownFaults('a.md', 'Say `--all`.\n', BUILDERS)).toEqual([
    'a.md:1: --all: the page is about no command',
  ]);
});
