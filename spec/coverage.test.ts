// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { coverage, formatCoverage, formatProblem, readProposal } from './index.ts';

const proposal = { ...readProposal(inRoot('spec/fixtures/valid.md')), file: 'valid.md' };
const ENOUGH = [
  { rule: 'R1', by: 'property C1' },
  { rule: 'R2', by: 'property C1' },
  { rule: 'R1', by: 'invariant OneOwner' },
  { rule: 'R1', by: 'property C1' },
];
const problems = (cites: Parameters<typeof coverage>[1]) =>
  coverage(proposal, cites).problems.map(formatProblem);

test('every rule is cited, or untested with a reason', () => {
  expect(coverage(proposal, ENOUGH)).toEqual({
    slug: 'valid',
    rules: [
      { id: 'R1', by: ['property C1', 'invariant OneOwner'] },
      { id: 'R2', by: ['property C1'] },
      { id: 'R3', by: [], untested: 'the model has no log' },
    ],
    problems: [],
  });
});

test('the table', () => {
  expect(formatCoverage(coverage(proposal, ENOUGH))).toBe(
    [
      'rule  cited by',
      'R1    property C1, invariant OneOwner',
      'R2    property C1',
      'R3    untested: the model has no log',
      'valid: 3 rules: 2 cited, 1 untested with a reason, 0 problems',
      '',
    ].join('\n'),
  );
});

test('a rule that nothing tests', () => {
  expect(problems(ENOUGH.filter(({ rule }) => rule !== 'R2'))).toEqual([
    "valid.md:39: nothing tests R2; expected a property, an invariant or a case that cites it, or 'untested:' and a reason; test the rule, or say why not",
  ]);
});

test('a citation of no rule', () => {
  expect(problems([...ENOUGH, { rule: 'R9', by: 'case 7' }])).toEqual([
    'valid.md: case 7 cites R9, which is no rule; expected the id of a rule; correct the citation',
  ]);
});

test('a stale excuse', () => {
  expect(problems([...ENOUGH, { rule: 'R3', by: 'case 7' }])).toEqual([
    "valid.md:40: R3 is untested, and case 7 tests it; expected either a citation or 'untested:'; remove the excuse, or the citation",
  ]);
});

test('problems stand below the table', () => {
  const text = formatCoverage(coverage(proposal, [{ rule: 'R3', by: 'case 7' }]));
  expect(text.split('\n').slice(1)).toEqual([
    'R1    nothing',
    'R2    nothing',
    'R3    case 7, untested: the model has no log',
    expect.stringMatching(/^valid\.md:37: nothing tests R1;/),
    expect.stringMatching(/^valid\.md:39: nothing tests R2;/),
    expect.stringMatching(/^valid\.md:40: R3 is untested, and case 7 tests it;/),
    'valid: 3 rules: 1 cited, 1 untested with a reason, 3 problems',
    '',
  ]);
});
