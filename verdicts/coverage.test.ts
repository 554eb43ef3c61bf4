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
  const killedBy = { claim: 'C1', part: 'safety', scenario: 'pair' } as const;
  const { problems } = await covered((mutant) =>
    mutant.name === 'stays' ? { ...mutant, killedBy } : mutant,
  );
  expect(problems.map(formatProblem)).toEqual([
    expect.stringMatching(/^lease\.md:\d+: no fault has shown that R2 bites;/),
  ]);
});

test('a mutant that breaks nothing, or what is no rule, is refused', async () => {
  const breaks = (mutant: Mutant) => {
    if (mutant.name === 'takes-twice') return { ...mutant, breaks: [] };
    return mutant.name === 'never-takes' ? { ...mutant, breaks: ['R1', 'R7'] } : mutant;
  };
  expect((await covered(breaks)).problems.map(formatProblem)).toEqual([
    "lease.md: the mutant takes-twice breaks nothing; expected the rules that it contradicts; name them in its 'breaks'",
    expect.stringMatching(/^lease\.md: never-takes \(C1\.progress in alone\) breaks R7, which is no rule;/),
  ]);
});
