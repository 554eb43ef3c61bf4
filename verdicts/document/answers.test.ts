// SPDX-License-Identifier: MIT
// The answers of each proposal's document: taken the other way, each that can be compared differs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { PROPOSALS } from '../../models/index.ts';
import type { ProposalModels } from '../../models/proposal.ts';
import { type Proposal, readProposal } from '../../spec/index.ts';
import { LEASE, lease } from '../fixtures/lease.ts';
import { compareAnswers } from './answers.ts';
import type { Comparison, Repeaters } from './fact.ts';
import { compareNumber } from './number.ts';
import { addedLines } from './sources.ts';

/** What is compared of the answers alone. */
function compared(models: ProposalModels, proposal: Proposal, kernel: string): readonly Comparison[] {
  const series = addedLines(join(kernel, 'patches', models.slug));
  const repeaters = {
    proposal,
    models,
    series,
    model: [],
    conformance: [],
  } as Partial<Repeaters> as Repeaters;
  const isOfTables = ({ against }: Comparison) => against.endsWith('tables');
  return [compareAnswers(repeaters), ...compareNumber(repeaters).filter(isOfTables)];
}

const otherWay = (proposal: Proposal): Proposal => ({
  ...proposal,
  ambiguities: proposal.ambiguities.map((row) => ({
    ...row,
    taken: row.taken === 'the first' ? 'the second' : 'the first',
  })),
});

const said = (comparisons: readonly Comparison[]): string[] =>
  comparisons.flatMap(({ differences }) =>
    differences.map(({ of, document, other }) => `${of}: ${document.says}, and ${other.says}`),
  );

describe.each(Object.values(PROPOSALS))('$slug', (models) => {
  const proposal = readProposal(inRoot('spec', `${models.slug}.md`));
  const kernel = inRoot('conformance', 'kernel');

  test('taken the other way, every answer that is compared differs', () => {
    expect(said(compared(models, proposal, kernel))).toEqual([]);
    for (const { compared: all, differences } of compared(models, otherWay(proposal), kernel)) {
      expect(differences).toHaveLength(all);
    }
  });
});

/** A series, and a mutant of it that breaks an answer. */
function withMutant(breaks: string): string {
  const root = folderOfFile();
  const [patches, mutants] = ['patches', 'mutants'].map((name) => join(root, name, LEASE.slug));
  for (const folder of [patches!, mutants!]) mkdirSync(folder, { recursive: true });
  const patch = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n+int x;\n';
  writeFileSync(join(patches!, '0001-x.patch'), patch);
  writeFileSync(
    join(mutants!, 'first-wins.patch'),
    `The first wins.\n\nBreaks: R1, ${breaks}\n---\n${patch}`,
  );
  return root;
}

const ofLease = (one: string, other: string, taken: string, kernel: string) =>
  said(
    compared(
      LEASE,
      lease((text) => text.replace('the first to enter | any | the second', `${one} | ${other} | ${taken}`))
        .proposal,
      kernel,
    ),
  );

describe('an answer that a mutant breaks', () => {
  const kernel = withMutant('A1');
  const of = 'what breaks the answer to A1';

  test.each<
    readonly [what: string, cells: readonly [string, string, string], differences: readonly string[]]
  >([
    ['is named', ['first', 'any (broken by `first-wins`)', 'the second'], []],
    ['is not', ['first', 'any', 'the second'], [`${of}: nothing, and first-wins`]],
    ['is another', ['first', 'any (broken by `odd`)', 'the second'], [`${of}: odd, and first-wins`]],
    [
      'is one more',
      ['first', 'any (broken by `first-wins`, `odd`)', 'the second'],
      [`${of}: first-wins, odd, and first-wins`],
    ],
    [
      'is not taken',
      ['first', 'any (broken by `first-wins`)', 'the first'],
      [`${of}: first-wins of the other answer, and first-wins`],
    ],
  ])('%s', (_, cells, differences) => {
    expect(ofLease(...cells, kernel)).toEqual(differences);
  });

  test('of which nothing says that it does', () => {
    expect(ofLease('first', 'any (broken by `first-wins`)', 'the second', withMutant('A2'))).toEqual([
      `${of}: first-wins, and nothing`,
    ]);
  });
});

test.each([
  ['the second', []],
  ['the first', ['the number on alpha (A1): the same, and 110 more']],
])('which number a call has on alpha: %s', (taken, differences) => {
  const { proposal } = lease((text) =>
    text
      .replace('Who wins?', 'Which number has the call on alpha?')
      .replace('the first to enter | any | the second', `the same | 110 more | ${taken}`),
  );
  expect(said(compared(LEASE, proposal, 'nowhere'))).toEqual(differences);
});
