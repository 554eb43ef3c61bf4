// SPDX-License-Identifier: MIT
// `syspec check --coverage`: branches that are recorded of what is here are not searched again, and it says so.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readRecord } from '../../records/record.ts';
import type { FaultFindings } from '../../verdicts/faults/index.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type { Machine } from './machine.ts';
import { type RowFlags, rowsText } from './rows.ts';

const PLACE = { file: 'models/lease/model.ts', function: 'f', line: 1, column: 2, around: '0' };
const FAULT: FaultFindings['found'][number] = {
  fault: { id: 'f', switch: 1, kind: 'statement', ...PLACE, text: 'x;', replacement: '' },
  by: { kind: 'claim', variant: 'proposed', scenario: 'pair', row: 'C1', verdict: 'violated' },
  ...{ isReached: true, ok: true, reason: null, stale: false, changed: false },
};

let root: string;
let searched: number;
let isTaken: boolean;
const machine: Machine = {
  faults: async () => ({ slug: 'lease', list: 'l', found: [FAULT], unknown: [], notShared: 0 }),
  branches: async () => {
    searched++;
    const found = (['variant', 'variant', 'mutant', null] as const).map((by, number) => ({
      branch: { id: `b${number}`, number, ...PLACE, text: 'x' },
      ...{ by, ok: isTaken || by !== null, reason: isTaken ? 'nobody can' : null, stale: false },
    }));
    return { slug: 'lease', list: 'l', found, unknown: [] };
  },
};

const RECORDED: Partial<RowFlags> = { share: 'recorded' };
const FLAGS: RowFlags = {
  ...{
    engine: 'explorer',
    all: false,
    mutants: false,
    modelMutants: true,
    coverage: true,
    listed: true,
    json: false,
  },
};
const run = (flags: Partial<RowFlags>) =>
  rowsText([lease()], { ...FLAGS, ...flags }, { columns: 100, colors: false }, { machine, root });
const recordedRun = () => readRecord(root, 'lease').runs.find(({ kind }) => kind === 'model-mutants');
const today = () => new Date().toISOString().slice(0, 10);

beforeEach(() => {
  root = folderOfTest();
  mkdirSync(join(root, 'spec'));
  writeFileSync(join(root, 'spec/lease.md'), 'as it was');
  searched = 0;
  isTaken = true;
});

test('a whole run records who takes the branches; then they are told from there', async () => {
  const whole = await run({ record: true });
  expect([whole.exitCode, searched]).toEqual([0, 1]);
  const before = today();
  const branches = recordedRun()!.branches!;
  expect(branches).toEqual({ on: expect.any(String), variants: 2, mutants: 1, never: 1 });
  expect([before, today()]).toContain(branches.on);
  const { text, exitCode } = await run(RECORDED);
  expect([exitCode, searched]).toEqual([0, 1]);
  expect(text).toContain(
    `-- lease: branches: as recorded on ${branches.on}, and not searched: 2 taken by variants, 1 by mutants`,
  );
  expect(text).not.toContain('branches of the model');
  const json = JSON.parse((await run({ ...RECORDED, json: true })).text);
  expect(json).toMatchObject({ branches: [], recordedBranches: [{ slug: 'lease', ...branches }], ok: true });
  expect(searched).toBe(1);
});

test('without that option they are searched, and in a share by a seed too', async () => {
  await run({ record: true });
  expect((await run({})).text).toContain('branches of the model');
  const json = JSON.parse((await run({ share: 3, json: true })).text);
  expect(json.branches).toHaveLength(4);
  expect(json).not.toHaveProperty('recordedBranches');
  expect(searched).toBe(3);
});

test('a record that is stale says nothing of them', async () => {
  await run({ record: true });
  writeFileSync(join(root, 'spec/lease.md'), 'edited');
  expect((await run(RECORDED)).text).toContain('branches of the model');
  expect(searched).toBe(2);
});

test('nor does one of faults alone, until they are added to it', async () => {
  await run({ record: true, coverage: false });
  const faults = recordedRun()!;
  expect(faults).not.toHaveProperty('branches');
  await run(RECORDED);
  expect(searched).toBe(1);
  await run({ record: true, modelMutants: false });
  const { id, branches, ...rest } = recordedRun()!;
  expect({ id: faults.id, ...rest }).toEqual(faults);
  expect([id === faults.id, branches?.variants]).toEqual([false, 2]);
  await run(RECORDED);
  expect(searched).toBe(2);
});

test('one that nothing takes is no record that holds', async () => {
  isTaken = false;
  expect((await run({ record: true })).exitCode).toBe(1);
  expect(recordedRun()).toMatchObject({ ok: false, branches: { never: 1 } });
  expect((await run(RECORDED)).exitCode).toBe(1);
  expect(searched).toBe(2);
});

test('alone they are recorded only beside faults that are recorded of what is here', async () => {
  const alone = () => run({ record: true, modelMutants: false });
  const refused = {
    code: 'BAD_USAGE',
    message: expect.stringContaining('those of lease are stale, missing, or did not hold'),
  };
  await expect(alone()).rejects.toMatchObject(refused);
  await run({ record: true, coverage: false });
  writeFileSync(join(root, 'spec/lease.md'), 'edited');
  await expect(alone()).rejects.toMatchObject(refused);
  const beside = run({ record: true, modelMutants: false, engine: 'both', mutants: true });
  await expect(beside).rejects.toMatchObject(refused);
  expect(searched).toBe(0);
});
