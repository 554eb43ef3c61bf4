// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { captured } from '../fixtures/captured.ts';

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
  writeFileSync(bare, 'export const x = ;\n');
  expect((await captured('check', '--model', bare)).exit).toBe(2);
  const unasked = join(folderOfTest(), 'lock.ts');
  writeFileSync(
    unasked,
    readFileSync(LOCK, 'utf8').replace('export const properties', 'export const others'),
  );
  const { exit, out } = await captured('check', '--model', unasked);
  expect([exit, out]).toEqual([4, expect.stringContaining('no property was checked')]);
  expect((await captured('check', '--model', 'absent.ts')).exit).toBe(2);
});

test('what belongs to proposals does nothing with a model, and is refused', async () => {
  for (const more of [['fconnectat'], ['--claim', 'C1'], ['--mutants'], ['--engine', 'tlc']])
    expect((await captured('check', '--model', LOCK, ...more)).exit).toBe(2);
  const { err } = await captured('check', '--model', LOCK, '--max-states', '5', 'fconnectat');
  expect(err).toContain('--model is about one file, and not about fconnectat, --max-states\n');
});
