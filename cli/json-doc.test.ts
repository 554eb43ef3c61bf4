// SPDX-License-Identifier: MIT
// docs/json.md has a section for each command that takes --json, and for no other.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { allCommands } from './commands.ts';
import { type DescribedCommand, describe } from './completion/describe.ts';

const DOCUMENT = readFileSync(inRoot('docs', 'json.md'), 'utf8');
const COMMANDS = (await allCommands()).map((build) => describe(build()));
const SECTIONS = [...DOCUMENT.matchAll(/^##+ `([a-z ]+)`$/gm)].map(([, name]) => name);

const takesJson = ({ options }: DescribedCommand) => options.some(({ names }) => names.includes('--json'));

/** The names of a command and of what is below it, as they are typed, for those that `wanted` picks. */
const typed = (wanted: (command: DescribedCommand) => boolean): string[] =>
  COMMANDS.flatMap((command) => [
    ...(wanted(command) ? [command.name] : []),
    ...command.commands.filter(wanted).map(({ name }) => `${command.name} ${name}`),
  ]);

test('each command that takes --json has a section', () => {
  expect(SECTIONS).toEqual(expect.arrayContaining(typed(takesJson)));
  expect(typed(takesJson)).toEqual(expect.arrayContaining(['check', 'kernel boot', 'bench cost']));
});

test('a section is of a command that takes --json, or of one whose subcommands do', () => {
  const known = new Set(
    typed(
      (command) => takesJson(command) || (command.commands.length > 0 && command.commands.every(takesJson)),
    ),
  );
  expect(SECTIONS.filter((name) => !known.has(name!))).toEqual([]);
});

test('what takes no --json is named where the document begins, and nothing else is', () => {
  const without = typed((command) => command.commands.length === 0 && !takesJson(command));
  const [opening = ''] = DOCUMENT.split('\n## ');
  const named = [...opening.matchAll(/`([a-z ]+)` has no `--json`/g)].map(([, name]) => name);
  expect(named).toEqual(without);
});

test('each code of an error is listed, and no other', () => {
  const type = readFileSync(inRoot('base', 'errors.ts'), 'utf8')
    .split('export type ErrorCode =')[1]!
    .split(';\n')[0]!;
  const codes = [...type.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code!);
  const [, errors = ''] = DOCUMENT.split('\n## ');
  const listed = [...errors.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code!);
  expect(listed.sort()).toEqual([...codes, 'INTERNAL'].sort());
});
