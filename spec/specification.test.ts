// SPDX-License-Identifier: MIT
// Fields of records, the atomic specification, and formulas: what is read, and what is said about one edit at a time.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { formatProblem } from './problem.ts';
import { readProposalText, tryProposalText } from './read.ts';

const VALID = readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8');

const REFINEMENT = [
  '### S: a call is one step',
  '',
  '- Rules: R1',
  '- Safety: every step is one of the specification.',
  '- Safety in: pair',
  '',
  '| variant | safety |',
  '| --- | --- |',
  '| today-look | violated in pair |',
  '| proposed | holds |',
  '',
].join('\n');

const inFrontOf = (anchor: string, text: string) => VALID.replace(anchor, `${text}\n${anchor}`);
const refined = () => inFrontOf('### C1:', REFINEMENT);

function complaints(text: string): string[] {
  const reading = tryProposalText(text, 'valid.md');
  return reading.ok
    ? []
    : reading.problems.map((problem) => formatProblem(problem).slice('valid.md:'.length));
}

describe('what is extracted', () => {
  const proposal = readProposalText(VALID, 'valid.md');

  test('the fields of a record, which others may see changed', () => {
    expect(proposal.fields).toEqual([
      {
        ...{ of: 'task', field: 'tries', domain: '0..2', initially: '0' },
        ...{ meaning: 'how often it has tried', line: 64 },
      },
    ]);
    expect(complaints(VALID.replace('| owner, pc |', '| owner, tries |'))).toEqual([]);
  });

  test('the specification', () => {
    expect(proposal.specification).toEqual({
      seen: null,
      state: [{ variable: 'holder', domain: 'Caller | none', meaning: 'who has the token', line: 83 }],
      steps: [
        { step: 'Takes', sees: 'p returns OK, and nobody had the token', line: 87 },
        { step: 'Refused', sees: 'p returns EAGAIN', line: 88 },
      ],
    });
  });

  test('tables of outcomes in the specification, beside those of the steps', () => {
    const lines = ['The outcomes of `Left`:', '', '| when | what |', '| --- | --- |', '| a; b | c |', ''];
    const text = VALID.replace(/^\| step \| what an/m, `${lines.join('\n')}\nThe steps:\n\n$&`);
    expect(complaints(text)).toEqual([]);
    const { outcomes, specification } = readProposalText(text, 'valid.md');
    expect(outcomes).toContainEqual(expect.objectContaining({ action: 'Left', when: 'a; b', what: 'c' }));
    expect(specification.steps).toHaveLength(2);
  });

  test('formulas, with the claims that they state', () => {
    expect(proposal.formulas.map(({ name, claim, line }) => [name, claim, line])).toEqual([
      ['Has', undefined, 117],
      ['C1_OneOwner', 'C1', 130],
      ['C1_Progress', 'C1', 132],
    ]);
    expect(proposal.formulas[2]?.tokens.join(' ')).toBe('== \\E p \\in Caller : Has ( p )');
  });

  test('the refinement, which has no twin', () => {
    const [claim] = readProposalText(refined(), 'valid.md').claims;
    expect(claim).toMatchObject({ id: 'S', safety: 'every step is one of the specification.' });
    expect(complaints(refined().replace('| C1, C2 |', '| S, C1 |'))).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each<readonly [kind: string, text: string, problems: readonly string[]]>([
    [
      'a second table of the state that nothing introduces',
      VALID.replace('The fields of `task[p]`:', 'Fields:'),
      ["62: there is a second table in 'State'; expected one table; join them, or write this one as a list"],
    ],
    [
      'fields of no variable',
      VALID.replace('`task[p]`', '`tusk[p]`'),
      [
        '64: there is no state variable tusk whose fields these are; expected one of owner, pc, task, tries; correct the line before the table, or add the variable',
      ],
    ],
    [
      'a field twice',
      inFrontOf('\n## Steps', '| tries | 0 | 0 | again |'),
      ['65: there is a second field task.tries; expected each once; rename it, or the one in line 64'],
    ],
    [
      'a specification without prose',
      VALID.replace(/Each call is one step.*\n/, ''),
      [
        '77: the specification says nothing beside its tables; expected at least a paragraph; say what an outsider sees when every call is atomic',
      ],
    ],
    [
      'a specification without steps',
      VALID.replace(/\| step \| what an[\s\S]*?(?=\n## Variants)/, ''),
      [
        "77: there is no table in 'Specification: the steps'; expected a table with the header | step | what an outsider sees |; add the table",
      ],
    ],
    [
      'a specification without state',
      VALID.replace(/\| variable \| domain \| meaning \|[\s\S]*?(?=\n\| step \| what)/, ''),
      [
        "77: there is no table in 'Specification'; expected a table with the header | variable | domain | meaning |; add the table",
      ],
    ],
    [
      'a step that has no name',
      VALID.replace('| Takes(p) |', '| one takes it |'),
      ["87: the column 'step' says 'one takes it'; expected the name of a step, as 'Resolve(p)'; correct it"],
    ],
    [
      'a step of the specification twice',
      VALID.replace('| Refused(p) |', '| Takes(q) |'),
      [
        '88: there is a second step of the specification Takes; expected each once; rename it, or the one in line 87',
      ],
    ],
    [
      'a formula without a name',
      VALID.replace('Has(p) == ret[p] = "OK"', 'ret[p] = "OK"'),
      [
        "116: this block of TLA+ does not begin with a definition; expected definitions of the form 'Name == formula'; name each formula as the operator that repeats it",
      ],
    ],
    [
      'a formula twice',
      VALID.replace('C1_Progress ==', 'Has =='),
      ['132: there is a second formula Has; expected each once; rename it, or the one in line 117'],
    ],
    [
      'a refinement behind the claims',
      inFrontOf('### N1:', REFINEMENT),
      ['158: S stands after C2; expected ids in ascending order; move it'],
    ],
    [
      'a refinement that the proposal breaks',
      refined().replace('| proposed | holds |', '| proposed | violated in pair |'),
      [
        "129: the safety of S is violated in the variant proposed; expected 'holds': it is what a reader is promised; mend the interface, or give the claim an N",
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(complaints(text)).toEqual(problems);
  });
});
