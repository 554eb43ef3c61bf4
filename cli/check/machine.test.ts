// SPDX-License-Identifier: MIT
// `syspec check`: what a machine finds in the bodies of models, by a machine that finds what it is told to.
import { expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readRecord } from '../../records/record.ts';
import type { FaultFindings } from '../../verdicts/faults/index.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type { Subject } from '../../verdicts/select.ts';
import { askedBy, type Machine } from './machine.ts';
import { type ModelMutantFlags, modelMutants, modelMutantText } from './model-mutants.ts';
import { type RowFlags, rowsText } from './rows.ts';

const PAPER = { columns: 100, colors: false };
const FLAGS: RowFlags = {
  engine: 'explorer',
  all: false,
  mutants: false,
  modelMutants: true,
  coverage: false,
  json: false,
};

function machine(isSeen: boolean, unknown: readonly string[] = []): Machine {
  const place = { file: 'models/lease/model.ts', function: 'f', line: 1, column: 2, around: '0' };
  const by = {
    kind: 'claim',
    variant: 'proposed',
    scenario: 'pair',
    row: 'C1',
    verdict: 'violated',
  } as const;
  const found: FaultFindings['found'] = [
    {
      fault: {
        id: 'model.ts f: delete',
        switch: 1,
        kind: 'statement',
        ...place,
        text: 'x;',
        replacement: '',
      },
      ...{
        by: isSeen ? by : undefined,
        isReached: true,
        ok: isSeen,
        reason: null,
        stale: false,
        changed: false,
      },
    },
  ];
  return {
    faults: async (_subject, wanted) => {
      if (wanted?.only === 'none') throw new SyspecError('BAD_USAGE', 'no such fault');
      return {
        slug: 'lease',
        list: 'models/lease/equivalent.json',
        found,
        unknown,
        notShared: wanted?.seed ?? 0,
      };
    },
    branches: async () => {
      const branch = { id: "model.ts f: 'x' is true", number: 0, ...place, text: 'x' };
      const taken = {
        branch,
        by: isSeen ? ('variant' as const) : null,
        ok: isSeen,
        reason: null,
        stale: false,
      };
      return { slug: 'lease', list: 'models/lease/uncovered.json', found: [taken], unknown: [] };
    },
  };
}

const run = (flags: Partial<RowFlags>, isSeen: boolean, unknown: readonly string[] = []) =>
  rowsText([lease()], { ...FLAGS, ...flags }, PAPER, { machine: machine(isSeen, unknown) });

test('a fault that no verdict shows is red', async () => {
  const seen = await run({}, true);
  expect([seen.exitCode, seen.text]).toEqual([
    0,
    expect.stringContaining('1 fault of the model by machine: killed 1'),
  ]);
  const alive = await run({}, false);
  expect([alive.exitCode, alive.text]).toEqual([
    1,
    expect.stringContaining('\nXX survived  model.ts f: delete\n'),
  ]);
});

test('so is a proposal without a fault beside one with some, and it is named', async () => {
  const subject = lease();
  const bare: Subject = { ...subject, proposal: { ...subject.proposal, slug: 'bare' } };
  const some = machine(true);
  const both: Machine = {
    ...some,
    faults: async (one, wanted) =>
      one === bare
        ? { slug: 'bare', list: '', found: [], unknown: [], notShared: 0 }
        : some.faults(one, wanted),
  };
  const found = (flags: Partial<RowFlags>) =>
    rowsText([subject, bare], { ...FLAGS, ...flags }, PAPER, { machine: both });
  const { text, exitCode } = await found({});
  expect([exitCode, text]).toEqual([
    1,
    expect.stringMatching(/ killed 1\n[\s\S]*XX bare: no mutant was tried\n/),
  ]);
  const json = JSON.parse((await found({ json: true })).text);
  expect(json).toMatchObject({ withoutFaults: ['bare'], ok: false });
});

test('so is a line of the list that names nothing', async () => {
  expect((await run({}, true, ['gone'])).exitCode).toBe(1);
});

test('in a share the others are counted, and nothing of it is recorded', async () => {
  const { text, exitCode } = await run({ share: 3 }, true);
  expect([exitCode, text]).toEqual([
    0,
    expect.stringContaining('-- not tried: 3 other faults, not in the share'),
  ]);
  const json = JSON.parse((await run({ share: 3, json: true }, true)).text);
  expect(json).toMatchObject({ faultsNotShared: 3, ok: true });
  await expect(run({ share: 3, record: true }, true)).rejects.toMatchObject({
    code: 'BAD_USAGE',
    message: 'only a run of all faults is recorded',
  });
});

test('a whole run is recorded, and then a share is enough', async () => {
  const root = folderOfTest();
  const notShared = async (flags: ModelMutantFlags) => {
    const [found] = await modelMutants([lease()], machine(true), flags, root);
    return found!.notShared;
  };
  expect(await notShared({ share: 'recorded' })).toBe(0);
  await notShared({ record: true });
  const [recorded] = readRecord(root, 'lease').runs;
  expect(recorded).toMatchObject({
    kind: 'model-mutants',
    ok: true,
    totals: { mutants: 1, killed: 1, survived: 0 },
    tools: { Node: process.versions.node },
  });
  expect(await notShared({ share: 'recorded' })).toBeGreaterThan(0);
  await modelMutants([lease()], machine(false), { record: true }, root);
  expect(readRecord(root, 'lease').runs).toMatchObject([{ ok: false, totals: { killed: 0, survived: 1 } }]);
  expect(await notShared({ share: 'recorded' })).toBe(0);
});

test('and in JSON', async () => {
  const { text, exitCode } = await run({ json: true }, false);
  expect(exitCode).toBe(1);
  expect(JSON.parse(text)).toMatchObject({
    ok: false,
    faults: [{ verdict: 'survived', by: null }],
    branches: [],
  });
});

test('a branch that nothing takes', async () => {
  const { text, exitCode } = await run({ modelMutants: false, coverage: true }, false);
  expect([exitCode, text]).toEqual([1, expect.stringContaining("XX never  model.ts f: 'x' is true")]);
});

test('neither is asked with a filter, nor when nothing of it is wanted', async () => {
  expect((await run({ claim: 'C1' }, false)).text).not.toContain('by machine');
  expect((await run({ modelMutants: false }, false)).text).not.toContain('by machine');
});

test('one fault alone, without the rows', async () => {
  const one = (id: string, isSeen: boolean, json = false) =>
    modelMutantText([lease()], id, { json, colors: false }, machine(isSeen));
  const { text, exitCode } = await one('model.ts f: delete', true);
  expect(exitCode).toBe(0);
  expect(text).toMatch(/^ok killed {2}model\.ts f: delete\n.*C1 is violated in pair\n/);
  expect(text).not.toContain('rows');
  const json = await one('model.ts f: delete', false, true);
  expect(JSON.parse(json.text)).toMatchObject({
    schema: 1,
    ok: false,
    faults: [{ id: 'model.ts f: delete' }],
  });
  await expect(one('none', true)).rejects.toMatchObject({
    code: 'BAD_USAGE',
    hint: "'syspec check lease --model-mutants --all' has the names.",
  });
  const style = { json: false, colors: false };
  await expect(modelMutantText([lease(), lease()], 'x', style, machine(true))).rejects.toMatchObject({
    code: 'BAD_USAGE',
  });
});

test('it is named by the option that asks for it', () => {
  const flags = { modelMutants: true, coverage: false };
  expect(askedBy(flags)).toBe('--model-mutants');
  expect(askedBy({ ...flags, mutant: 'x' })).toBe('--mutant');
  expect(askedBy({ ...flags, coverage: true })).toBe('--coverage');
});
