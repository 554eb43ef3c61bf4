// SPDX-License-Identifier: MIT
// The program that the README shows is the one in examples/, and does what it says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';

const read = (name: string) => readFileSync(inRoot('examples', name), 'utf8');

test('it is in the README', () => {
  const [, program = ''] = read('program.ts').split(/^\/\/ A program .*\n/m);
  // Its types are those of the language and of this package alone.
  expect(program).not.toContain('process');
  expect(program).toContain('explore(');
  expect(readFileSync(inRoot('README.md'), 'utf8')).toContain(`\`\`\`ts\n${program}\`\`\`\n`);
});

test('it explores a model, and checks rows of a proposal', async () => {
  const folder = folderOfTest();
  // What is installed as 'syspec' is what is here.
  for (const name of ['lock.ts', 'program.ts'])
    writeFileSync(join(folder, name), read(name).replace("'syspec'", `'${inRoot('index.ts')}'`));
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import(join(folder, 'program.ts'));
  const said = log.mock.calls.map((words) => words.join(' '));
  log.mockRestore();
  const [drawing = '', ...checked] = said;
  expect(drawing).toMatch(/^XX one holder +violated\n\nIt begins with/);
  expect(drawing).toMatch(/\nok somebody holds it +holds\nlock: \d+ states, depth \d+\n$/);
  expect(said).toContainEqual(expect.stringMatching(/^pipe_send proposed \S+ true$/));
  expect(checked.pop()).toBe('every verdict is the declared one');
  expect(checked.every((line) => line.endsWith(' true'))).toBe(true);
});
