// SPDX-License-Identifier: MIT
// check --tla-mutants of two proposals, one of which has no mutant; what became of the other's is told.
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type { Subject } from '../../verdicts/select.ts';
import type { Tried } from '../../verdicts/tla-faults/run.ts';
import { tlaMutantText } from './tla-mutants.ts';

const fated = (verdict: Tried['fate']['verdict']): Tried => ({
  mutant: {
    ...{ id: 'Lease!Take: number', kind: 'number', place: 'Lease.tla:1:1', original: '1', replacement: '2' },
    ...{ around: '0', module: 'Lease', text: '' },
  } as unknown as Tried['mutant'],
  fate: {
    ...{ verdict, differs: false, message: null },
    by: { claim: 'C1.safety', variant: 'naive', scenario: 'pair' },
  } as Tried['fate'],
});

const TRIED: Readonly<Record<string, readonly Tried[]>> = {
  lease: [fated('killed')],
  bare: [],
  garbled: [fated('unread')],
};

vi.mock(import('../../verdicts/tla-faults/run.ts'), async (original) => ({
  ...(await original()),
  tryMutants: async ({ proposal }: Subject) => [...TRIED[proposal.slug]!],
}));

function run(slugs: readonly string[], json: boolean) {
  const subject = lease();
  const manifest = { ...subject.manifest, specFile: join(folderOfTest(), 'Lease.tla') };
  const subjects = slugs.map(
    (slug): Subject => ({
      ...{ ...subject, manifest },
      proposal: { ...subject.proposal, slug },
    }),
  );
  const memoryOf = () => ({ get: () => undefined, set() {} });
  return tlaMutantText(subjects, { list: false, record: false, all: false, json }, false, { memoryOf });
}

test.each(['bare', 'garbled'])('%s has no mutant that was tried: exit 1, and its name', async (slug) => {
  const { text, exitCode } = await run(['lease', slug], false);
  expect([exitCode, text]).toEqual([
    1,
    expect.stringMatching(`\\n1 mutant: 1 killed, 0 survived.*\\nXX ${slug}: no mutant was tried\\n$`),
  ]);
  const { text: json } = await run(['lease', slug], true);
  expect(JSON.parse(json)).toMatchObject({ totals: { killed: 1 }, withoutMutants: [slug], ok: false });
});

test('each has one: exit 0, and none is named', async () => {
  const { text, exitCode } = await run(['lease'], true);
  expect([exitCode, JSON.parse(text).withoutMutants]).toEqual([0, undefined]);
});

test('none has one: bad usage', async () => {
  await expect(run(['bare', 'garbled'], false)).rejects.toMatchObject({ code: 'BAD_USAGE' });
});
