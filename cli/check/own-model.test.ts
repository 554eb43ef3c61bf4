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
  expect(out).toMatch(/ 1 ● Look\(a\) +│\n +pc\.a = saw +│\n/);
  expect(out).toMatch(/ 4 │ +● Take\(b\)\n/);
  expect(out).toMatch(/\nok somebody holds it +holds\nlock: \d+ states, depth \d+\n$/);
  expect(readdirSync(inRoot('examples'))).toEqual(['Lock.tla', 'lock.ts']);
});

test('mended it holds', async () => {
  const file = join(folderOfTest(), 'lock.ts');
  const mended = readFileSync(LOCK, 'utf8').replace("from === 'out' && taken", "to === 'in' && taken");
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
  const file = join(folderOfTest(), 'none.mjs');
  writeFileSync(
    file,
    readFileSync(LOCK, 'utf8')
      .replace(/export const properties[\s\S]*/, '')
      .replace(/^type .*$/gm, ''),
  );
  writeFileSync(join(folderOfTest(), 'x'), '');
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
  expect([exit, out]).toEqual([4, expect.stringContaining('nothing was checked')]);
  expect((await captured('check', '--model', 'absent.ts')).exit).toBe(2);
});

test('what belongs to proposals does nothing with a model, and is refused', async () => {
  for (const more of [['fconnectat'], ['--claim', 'C1'], ['--mutants'], ['--engine', 'tlc']])
    expect((await captured('check', '--model', LOCK, ...more)).exit).toBe(2);
});
