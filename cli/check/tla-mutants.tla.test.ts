// SPDX-License-Identifier: MIT
// check --tla-mutants: a mutant that survives is exit 1, and so is a list that is out of date.
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { LEASE_FOLDER, lease } from '../../verdicts/fixtures/lease.ts';
import type { TlaFate } from '../../verdicts/tla-faults/memory.ts';
import { type TlaMutantFlags, tlaMutantText } from './tla-mutants.ts';

vi.mock(import('../../tla/faults/export.ts'), async (original) => {
  const { once } = await import('../../tla/faults/fixtures/once.ts');
  return once(await original());
});

const folder = folderOfFile();
beforeAll(() => {
  cpSync(LEASE_FOLDER, folder, { recursive: true });
});
const list = (...ids: readonly string[]) => {
  const equivalent = ids.map((id) => ({ id, reason: 'There is one caller.' }));
  writeFileSync(join(folder, 'equivalent.json'), JSON.stringify({ equivalent }));
};
beforeEach(() => list());

const SURVIVOR = 'Lease!Take: drop-conjunct \'pc[p] = "take"\' #1';
const KILLED = "Lease!Take: never 'Takes' #1";

// Tests ask the same, so that they need not run the same.
const found = new Map<string, TlaFate>();
const memory = {
  get: (key: string) => found.get(key),
  set: (key: string, fate: TlaFate) => void found.set(key, fate),
};

function run(flags: Partial<TlaMutantFlags>) {
  const where = { variant: 'naive', scenario: 'alone', claim: 'C1' };
  const all = { list: false, record: false, all: false, json: false, ...where, ...flags };
  return tlaMutantText([lease(undefined, folder)], all, false, { memoryOf: () => memory });
}

test('all that were tried are killed: exit 0', async () => {
  const { text, exitCode } = await run({ only: KILLED, variant: 'proposed' });
  expect(text).toBe('killed first by\n       1  C1.progress\n1 mutant: 1 killed, 0 survived\n');
  expect(exitCode).toBe(0);
});

test('one survives: exit 1, and its place is shown; listed as equivalent it is exit 0', async () => {
  const { text, exitCode } = await run({ only: SURVIVOR });
  expect(exitCode).toBe(1);
  expect(text).toContain(`Lease.tla:37:6  ${SURVIVOR}  instead: TRUE`);
  list(SURVIVOR);
  expect(await run({ only: SURVIVOR })).toMatchObject({
    exitCode: 0,
    text: '1 mutant: 0 survived, 1 equivalent\n',
  });
});

test('listed and killed, or no mutant at all: exit 1', async () => {
  list(KILLED);
  const killed = await run({ only: KILLED, variant: 'proposed' });
  expect(killed.exitCode).toBe(1);
  expect(killed.text).toContain('take it off the list');
  list(SURVIVOR, 'Lease!Gone: number');
  // Without --only all are tried, and the list must be about them.
  const { exitCode, text } = await run({ json: true });
  const { mutants } = JSON.parse(text);
  expect(exitCode).toBe(1);
  expect(mutants).toContainEqual(expect.objectContaining({ id: 'Lease!Gone: number', stale: true }));
  expect(mutants).toContainEqual(
    expect.objectContaining({ id: SURVIVOR, verdict: 'equivalent', stale: false }),
  );
});

test('--list runs nothing', async () => {
  const { text, exitCode } = await run({ list: true, only: 'Take: never' });
  expect({ text, exitCode }).toEqual({ text: `Lease.tla:38:9  ${KILLED}  FALSE\n1 mutant\n`, exitCode: 0 });
});

test('a proposal that cannot be tried is said, and nothing is green', async () => {
  const flags = {
    list: false,
    record: false,
    all: false,
    json: true,
    only: KILLED,
    variant: 'proposed',
    scenario: 'alone',
  };
  const notChecked = [{ slug: 'other', message: 'no manifest' }];
  const watch = { memoryOf: () => memory, notChecked };
  const { text, exitCode } = await tlaMutantText(
    [lease(undefined, folder)],
    { ...flags, claim: 'C1' },
    false,
    watch,
  );
  expect(exitCode).toBe(2);
  expect(JSON.parse(text)).toMatchObject({ ok: false, notChecked, totals: { killed: 1 } });
});

test('what is not whole is not recorded', async () => {
  for (const part of [{ only: KILLED }, { scenario: 'alone' }, { maxStates: 9 }]) {
    await expect(run({ record: true, ...part })).rejects.toMatchObject({
      code: 'BAD_USAGE',
      message: 'only a run of all mutants is recorded',
    });
  }
});

test('names that there are not are bad usage', async () => {
  await expect(run({ only: 'nothing of the kind' })).rejects.toMatchObject({ code: 'BAD_USAGE' });
  await expect(run({ only: SURVIVOR, maxStates: 1 })).rejects.toMatchObject({ code: 'BAD_USAGE' });
  await expect(run({ scenario: 'nowhere' })).rejects.toMatchObject({ code: 'BAD_USAGE' });
});
