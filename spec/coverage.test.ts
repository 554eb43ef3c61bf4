// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { coverage, formatCoverage, formatProblem, readProposal } from './index.ts';

const proposal = { ...readProposal(inRoot('spec/fixtures/valid.md')), file: 'valid.md' };
const ENOUGH = [
  { rule: 'R1', by: 'forget-wake (C2 in pair)' },
  { rule: 'E2', by: 'takes-twice (C1 in crowd)' },
  { rule: 'R1', by: 'takes-twice (C1 in crowd)' },
  { rule: 'R1', by: 'forget-wake (C2 in pair)' },
];
const problems = (bites: Parameters<typeof coverage>[1]) =>
  coverage(proposal, bites).problems.map(formatProblem);

test('every rule has been seen to bite, or is untested with a reason; a row of the errors stands for its rule', () => {
  expect(coverage(proposal, ENOUGH)).toEqual({
    slug: 'valid',
    rules: [
      { id: 'R1', by: ['forget-wake (C2 in pair)', 'takes-twice (C1 in crowd)'] },
      { id: 'R2', by: ['takes-twice (C1 in crowd)'] },
      { id: 'R3', by: [], untested: 'the model has no log' },
    ],
    problems: [],
  });
});

test('the table', () => {
  expect(formatCoverage(coverage(proposal, ENOUGH))).toBe(
    [
      'rule  seen to bite by',
      'R1    forget-wake (C2 in pair), takes-twice (C1 in crowd)',
      'R2    takes-twice (C1 in crowd)',
      'R3    untested: the model has no log',
      'valid: 3 rules: 2 seen to bite, 1 untested with a reason, 0 problems',
      '',
    ].join('\n'),
  );
});

test('a rule that no fault has shown to bite', () => {
  expect(problems(ENOUGH.filter(({ rule }) => rule !== 'E2'))).toEqual([
    "valid.md:39: no fault has shown that R2 bites; expected a mutant that breaks it and is killed, or 'untested:' and a reason; seed the fault, or say why nothing tests the rule",
  ]);
});

test('a stale excuse', () => {
  expect(problems([...ENOUGH, { rule: 'R3', by: 'mutant 7' }])).toEqual([
    "valid.md:40: R3 is untested, and mutant 7 tests it; expected either a fault or 'untested:'; remove the excuse, or the rule from what the fault breaks",
  ]);
});

test('problems stand below the table', () => {
  const text = formatCoverage(coverage(proposal, [{ rule: 'R3', by: 'mutant 7' }]));
  expect(text.split('\n').slice(1)).toEqual([
    'R1    nothing',
    'R2    nothing',
    'R3    mutant 7, untested: the model has no log',
    expect.stringMatching(/^valid\.md:37: no fault has shown that R1 bites;/),
    expect.stringMatching(/^valid\.md:39: no fault has shown that R2 bites;/),
    expect.stringMatching(/^valid\.md:40: R3 is untested, and mutant 7 tests it;/),
    'valid: 3 rules: 1 seen to bite, 1 untested with a reason, 3 problems',
    '',
  ]);
});
