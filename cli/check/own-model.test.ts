// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { captured } from '../fixtures/captured.ts';
import { importFailure } from './own-model.ts';

const LOCK = inRoot('examples', 'lock.ts');

test('the example: both hold the lock, and how, drawn', async () => {
  const { exit, out } = await captured('check', '--model', LOCK);
  expect(exit).toBe(1);
  expect(out).toMatch(/^XX one holder +violated\n/);
  expect(out).toMatch(/\n\nIt begins with nothing set\.\n\n/);
  expect(out).toMatch(/ 1 ● Look\(a\) +│\n +saw = \{a\} +│\n/);
  expect(out).toMatch(/ 4 │ +● Take\(b\)\n/);
  expect(out).toMatch(/\nok somebody holds it +holds\nlock: \d+ states, depth \d+\n$/);
  expect(readdirSync(inRoot('examples'))).toEqual(['Lock.tla', 'lock.ts', 'program.ts']);
});

test('mended it holds', async () => {
  const file = join(folderOfTest(), 'lock.ts');
  const mended = readFileSync(LOCK, 'utf8').replace(
    's.saw.delete(p)',
    's.holders.size === 0 && s.saw.delete(p)',
  );
  expect(mended).not.toBe(readFileSync(LOCK, 'utf8'));
  writeFileSync(file, mended);
  const { exit, out } = await captured('check', '--model', file, '--json');
  expect([exit, JSON.parse(out)]).toMatchObject([
    0,
    {
      schema: 1,
      ok: true,
      model: 'lock',
      results: [{ property: 'one holder', verdict: 'holds', trace: null }, {}],
    },
  ]);
});

test('a model without properties is no verdict, and a file without a model is bad input', async () => {
  const bare = join(folderOfTest(), 'bare.mjs');
  writeFileSync(bare, 'export const x = 1;\n');
  expect((await captured('check', '--model', bare)).exit).toBe(2);
  const wrong = join(folderOfTest(), 'wrong.mjs');
  writeFileSync(wrong, 'export const x = 1;\nexport const y = ;\n');
  const { exit: bad, err } = await captured('check', '--model', wrong);
  expect([bad, err]).toEqual([2, expect.stringContaining(`${wrong}:2: `)]);
  const unasked = join(folderOfTest(), 'lock.ts');
  writeFileSync(
    unasked,
    readFileSync(LOCK, 'utf8').replace('export const properties', 'export const others'),
  );
  const { exit, out } = await captured('check', '--model', unasked);
  expect([exit, out]).toEqual([4, expect.stringContaining('no property was checked')]);
  expect((await captured('check', '--model', 'absent.ts')).exit).toBe(2);
});

test('a copy that cannot be written beside the model is no fault of the model', async () => {
  // The name is as long as one can be, and that of the copy is longer, whatever the number of the process in it.
  const file = join(folderOfTest(), `${'a'.repeat(251)}.mjs`);
  writeFileSync(file, 'export const x = 1;\n');
  const { exit, err } = await captured('check', '--model', file);
  expect([exit, err]).toEqual([
    3,
    expect.stringMatching(/a copy of it cannot be written beside it: ENAMETOOLONG/),
  ]);
});

test.each([
  ['', 3],
  ['#!/usr/bin/env node\n', 4],
])('the copy is gone before the model runs, which may end the process: %j', async (head, line) => {
  const folder = folderOfTest();
  const file = join(folder, "it's.mjs");
  const lines = [
    "import { readdirSync } from 'node:fs';",
    `const there = readdirSync(${JSON.stringify(folder)});`,
    'throw new Error(there.join());',
  ];
  writeFileSync(file, `${head}${lines.join('\n')}\n`);
  const { exit, err } = await captured('check', '--model', file);
  expect([exit, err.split('\n')[0]]).toEqual([2, `syspec: ${file}:${line}: it's.mjs`]);
  expect(readdirSync(folder)).toEqual(["it's.mjs"]);
});

test('what belongs to proposals does nothing with a model, and is refused', async () => {
  for (const more of [['fconnectat'], ['--claim', 'C1'], ['--mutants'], ['--engine', 'tlc']])
    expect((await captured('check', '--model', LOCK, ...more)).exit).toBe(2);
  const { err } = await captured('check', '--model', LOCK, '--max-states', '5', 'fconnectat');
  expect(err).toContain('--model is about one file, and not about fconnectat, --max-states\n');
});

test('a file that the model imports and that this Node.js cannot read is said to be no fault of the model', () => {
  const unknown = (name: string) =>
    Object.assign(new TypeError(`Unknown file extension "${name.slice(-3)}" for ${name}`), {
      code: 'ERR_UNKNOWN_FILE_EXTENSION',
    });
  expect(importFailure(unknown('/x/other.ts'), '/x/.m-1.mjs', '/x/m.ts')).toMatchObject({
    code: 'TOOL_MISSING',
    message: expect.stringContaining('does not read TypeScript: /x/other.ts'),
    hint: expect.stringContaining('22.18'),
  });
  expect(importFailure(unknown('/x/a.cs'), '/x/.m-1.mjs', '/x/m.ts').code).toBe('BAD_INPUT');
  const wrong = importFailure(new Error('at /x/.m-1.mjs:3'), '/x/.m-1.mjs', '/x/m.ts');
  expect(wrong).toMatchObject({ code: 'BAD_INPUT', message: '/x/m.ts:3: at /x/m.ts:3' });
});

test('what the file throws is told with its name and its line, and not those of the copy', async () => {
  const file = join(folderOfTest(), 'lock.ts');
  const lines = readFileSync(LOCK, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('s.saw.delete(p)')) + 1;
  expect(at).toBeGreaterThan(1);
  const thrower = lines.map((line, index) =>
    index === at - 1 ? line.replace('s.saw.delete(p)', "(() => { throw new Error('oh'); })()") : line,
  );
  writeFileSync(file, thrower.join('\n'));
  const run = await captured('check', '--model', file);
  expect(run.exit).toBe(2);
  expect(run.err).toContain(`${file}:${at}`);
  expect(run.err).not.toContain('.mjs');
  const other = join(folderOfTest(), 'other.ts');
  writeFileSync(other, `${readFileSync(LOCK, 'utf8')}\nthrow new Error('oh');\n`);
  const { err } = await captured('check', '--model', other);
  expect(err).toContain(`syspec: ${other}:${lines.length + 1}: oh\n`);
});

test('what no TypeScript is is told with the name of the file once', async () => {
  const file = join(folderOfTest(), 'lock.ts');
  writeFileSync(file, 'const x: = 1;\n');
  const { err } = await captured('check', '--model', file);
  expect(err.split(file)).toHaveLength(2);
});
