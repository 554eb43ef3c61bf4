// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Mutant } from '../models/proposal.ts';
import { formatProblem } from '../spec/index.ts';
import { check } from './check.ts';
import { coverageOf } from './coverage.ts';
import { lease } from './fixtures/lease.ts';

async function covered(edit: (mutant: Mutant) => Mutant = (mutant) => mutant) {
  const { models, ...rest } = lease();
  const subject = { ...rest, models: { ...models, mutants: models.mutants.map(edit) } };
  return coverageOf(subject, await check([subject], { engines: ['explorer'], mutants: true }));
}

test('the mutants that were killed, with what killed them', async () => {
  expect(await covered()).toMatchObject({
    rules: [
      { id: 'R1', by: ['takes-twice (C1 in pair)', 'never-takes (C1.progress in alone)'] },
      { id: 'R2', by: ['stays (C2 in pair)'] },
      { id: 'R3', by: [], untested: 'the model has no log' },
    ],
    problems: [],
  });
});

test('a mutant that survives shows nothing', async () => {
  const { models, ...rest } = lease();
  const harmless = (_: string, scenario: string) => models.variant('proposed', scenario);
  const subject = { ...rest, models: { ...models, mutant: harmless } };
  const rows = await check([subject], { engines: ['explorer'], mutants: true });
  expect(coverageOf(subject, rows).problems.map(formatProblem)).toEqual([
    expect.stringMatching(/^lease\.md:\d+: no fault has shown that R1 bites;/),
    expect.stringMatching(/^lease\.md:\d+: no fault has shown that R2 bites;/),
  ]);
});

test('a mutant that breaks nothing, what is no rule, or what its killer does not state, is refused', async () => {
  const breaks = (mutant: Mutant) => {
    if (mutant.name === 'takes-twice') return { ...mutant, breaks: [] };
    return { ...mutant, breaks: mutant.name === 'never-takes' ? ['R1', 'R7'] : ['R1'] };
  };
  expect((await covered(breaks)).problems.map(formatProblem)).toEqual([
    "lease.md: the mutant takes-twice breaks nothing, and C1 kills it; expected a rule that C1 states; correct its 'breaks', or the claim's rules",
    "lease.md: the mutant stays breaks R1, and C2 kills it; expected a rule that C2 states; correct its 'breaks', or the claim's rules",
    "lease.md: the mutant never-takes breaks R7, which is no rule; expected ids of rules or of errors; correct its 'breaks', or the claim's rules",
    expect.stringMatching(/^lease\.md:\d+: no fault has shown that R2 bites;/),
  ]);
});
