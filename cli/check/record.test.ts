// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readRecord } from '../../records/record.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type { Row } from '../../verdicts/row.ts';
import { captured } from '../fixtures/captured.ts';
import { checkFinding, recordCheck } from './record.ts';

const row = (engine: Row['engine'], variant: string, ok = true): Row => ({
  ...{ slug: 'a', variant, claim: 'C1', scenario: 's', engine, expected: 'holds' },
  ...{
    verdict: ok ? 'holds' : 'violated',
    ok,
    distinct: 1,
    transitions: 1,
    depth: 1,
    seconds: 1,
    fault: null,
  },
});
const ROWS = [row('explorer', 'proposed'), row('tlc', 'proposed'), row('explorer', 'fault')];

test('a check is what it found of the declared rows by each engine, and of the seeded faults', () => {
  expect(checkFinding(ROWS, ['proposed'])).toMatchObject({
    ok: true,
    totals: {
      ...{ rows: 2, 'as declared by the explorer': 1, 'as declared by TLC': 1 },
      ...{ 'seeded faults': 1, caught: 1 },
    },
  });
});

test('the versions of Node, Java and TLC are recorded with it', async () => {
  const root = folderOfTest();
  const subject = lease();
  const rows = ROWS.map((one) => ({ ...one, slug: 'lease' }));
  await recordCheck(rows, [subject], new Map([['lease', {}]]), root);
  expect(readRecord(root, 'lease').runs).toMatchObject([
    {
      kind: 'check',
      tools: { Node: process.versions.node, Java: expect.any(String), TLC: expect.any(String) },
    },
  ]);
});

test('one row that is not as declared, or no row, is no check that held', () => {
  const bad = checkFinding([...ROWS, row('tlc', 'proposed', false)], ['proposed']);
  expect([bad.ok, bad.totals]).toEqual([
    false,
    expect.objectContaining({ rows: 3, 'as declared by TLC': 1 }),
  ]);
  expect(checkFinding([], ['proposed']).ok).toBe(false);
});

test.each([
  ['--claim', 'C1'],
  ['--max-states', '9'],
  ['--share', '9'],
])('what is not whole is not recorded, and what makes it so is to be left out: %s', async (...words) => {
  const { exit, err } = await captured('check', '--record', '--engine', 'both', '--mutants', ...words);
  expect([exit, err]).toEqual([
    2,
    expect.stringContaining('only a check of all rows and seeded faults by both engines is recorded'),
  ]);
  expect(err).toContain(`\n  Leave out ${words[0]}.\n`);
});

test.each([[[]], [['--engine', 'both']], [['--mutants']], [['--mutants', '--claim', 'C1']]])(
  'an engine or the faults that are missing are to be added: %j',
  async (words) => {
    const { exit, err } = await captured('check', '--record', ...words);
    expect([exit, err]).toEqual([
      2,
      'syspec: check --record is of both engines and the seeded faults\n  Add --engine both --mutants.\n',
    ]);
  },
);

test('faults by machine and rows are recorded by two runs', async () => {
  const words = ['--record', '--engine', 'both', '--mutants', '--model-mutants'];
  const { exit, err } = await captured('check', ...words);
  expect([exit, err]).toEqual([
    2,
    'syspec: --record is of the rows or of --model-mutants, and not of both in one run\n  Make two runs.\n',
  ]);
});

test('faults that are listed as equivalent and not tried are no run of all faults', async () => {
  const { exit, err } = await captured('check', '--model-mutants', '--record');
  expect([exit, err]).toEqual([
    2,
    'syspec: only a run of all faults is recorded, those that are listed as equivalent too\n  Add --listed.\n',
  ]);
});
