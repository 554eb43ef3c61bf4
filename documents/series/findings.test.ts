// SPDX-License-Identifier: MIT
// What was found, in a letter: each word explained, each version once, and one line for each run on a kernel.
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Run } from '../../records/record.ts';
import type { Proposal } from '../../spec/index.ts';
import type { Evidence } from '../evidence.ts';
import { checkout, SLUG } from '../fixtures/checkout.ts';
import { materialOf } from '../material.ts';
import { findingsText } from './findings.ts';

const row = (covered: number, total: number, failures = 0): Run['rows'][number] => ({
  ...{ lane: 'schedule', scenario: 'a', verdict: 'holds', cases: 1200, calls: 9, failures },
  transitions: { covered, total },
});
const ran = (name: string, more: Partial<Run> = {}): Run => ({
  ...{ id: '', kind: 'conform', name, ok: true, inputs: {}, seed: 1, totals: null, rows: [row(4, 5)] },
  ...{ environment: { target: '6.12.1', compiler: ['gcc 12'] }, tools: { QEMU: '10' } },
  ...more,
});
const AGREED: Run = {
  ...ran(''),
  ...{ kind: 'agree', environment: null, tools: { QEMU: '10', TLC: '2' }, rows: [], totals: { graphs: 3 } },
};
const EVIDENCE: Evidence = {
  facts: [
    ran('proposed on fast'),
    ran('today-look on unpatched of 7.3, a share', {
      environment: { target: '7.3.4', compiler: ['gcc 12'] },
    }),
    AGREED,
  ].map((run) => ({ run })),
  gaps: [{ run: { kind: 'mutants', name: '' }, title: 'mutants', place: '', why: 'was never made' }],
};

let proposal: Proposal;
beforeEach(() => {
  const root = folderOfTest();
  checkout(root);
  proposal = materialOf(root, SLUG).proposal;
});
const inLine = (text: string) => text.replace(/\n *(?=\S)/g, ' ');

test('each run on a kernel is one line of a table, with the base, and a share is marked', () => {
  expect(findingsText(EVIDENCE, proposal)).toContain(
    [
      '  model       kernel            sequences  calls  followed  of',
      '  proposed    fast, 6.12            1,200      9         4   5',
      '  today-look  unpatched, 7.3 *      1,200      9         4   5',
    ].join('\n'),
  );
});

test('what is named is explained, what is missing too, and nothing else', () => {
  const text = inLine(findingsText(EVIDENCE, proposal));
  expect(text).toContain('- conform: a booted kernel is made to take sequences of calls');
  expect(text).toContain('- mutants: faults are put into the series');
  expect(text).toContain('- proposed: what the series proposes.');
  expect(text).toMatch(/- today-look: .+\./);
  expect(text).toContain(
    '- fast: the smallest kernel that runs the tests, with the series, with test patches.',
  );
  expect(text).toContain('- unpatched: fast without the series, with test patches.');
  expect(text).toContain('A share (*) is a part of the sequences');
  expect(text).not.toMatch(/kcsan|cost:/);
  const today = { ...EVIDENCE, facts: EVIDENCE.facts.slice(1, 2) };
  // The others are told by it.
  expect(inLine(findingsText(today, proposal))).toContain(
    '- fast: the smallest kernel that runs the tests; named only because the others are told by how they differ from it.',
  );
  const whole = { ...EVIDENCE, facts: EVIDENCE.facts.slice(0, 1) };
  expect(inLine(findingsText(whole, proposal))).not.toContain('A share');
});

test('of steps that were not followed it is said why, and of answers whether any differed', () => {
  const text = inLine(findingsText(EVIDENCE, proposal));
  expect(text).toContain('No answer differed from that of the model. The column "followed" counts the steps');
  expect(text).toContain('one at a bound of the model that the kernel does not have');
  const facts = [{ run: ran('proposed on fast', { rows: [row(4, 5, 2)] }) }];
  expect(inLine(findingsText({ facts, gaps: [] }, proposal))).toContain('2 answers differed from those');
});

test('a run on a kernel that holds no task has a dash, and not none of none', () => {
  const rows = [{ ...row(0, 0), lane: 'cases', transitions: null }];
  const facts = [{ run: ran('proposed on series, a share', { rows }) }, { run: ran('proposed on fast') }];
  const text = findingsText({ facts, gaps: [] }, proposal);
  expect(text).toMatch(/^ {2}proposed +series, 6\.12 \* +1,200 +9 +- +-$/m);
  expect(inLine(text)).toContain('A dash stands for a kernel without the test patches');
  expect(inLine(findingsText(EVIDENCE, proposal))).not.toContain('A dash');
});

test('versions stand once, those of all runs together', () => {
  const text = inLine(findingsText(EVIDENCE, proposal));
  expect(text).toContain(
    "Made on and with Debian's sources of Linux 6.12.1 and 7.3.4, gcc 12, QEMU 10, TLC 2.",
  );
  expect(text.split('gcc 12')).toHaveLength(2);
  expect(text).toContain('- agree: 3 graphs.');
});

test('a run that is not in the table says on which kernel, where it had one', () => {
  const mutants: Run = { ...AGREED, kind: 'mutants', environment: { target: '6.12.1', compiler: [] } };
  const text = inLine(findingsText({ facts: [{ run: mutants }, { run: AGREED }], gaps: [] }, proposal));
  expect(text).toContain('- mutants (Linux 6.12.1): 0 mutants');
  expect(text).toContain('- agree: 3 graphs.');
});

test('what a person says of a kind of run stands behind each of that kind alone', () => {
  const cost: Run = { ...AGREED, kind: 'cost' };
  const evidence: Evidence = { facts: [{ run: AGREED }, { run: cost }], gaps: [] };
  const text = inLine(findingsText(evidence, proposal, { cost: 'On another one it is less.' }));
  expect(text).toContain('- agree: 3 graphs. - cost: 3 graphs. On another one it is less.\n');
  expect(inLine(findingsText(evidence, proposal))).toContain('- cost: 3 graphs.\n');
});

test('the checks are told as verdicts, and as they stand where those of the two differ', () => {
  const checked = (tlc: number) => {
    const totals = {
      ...{ rows: 12, 'as declared by the explorer': 6, 'as declared by TLC': tlc },
      ...{ 'seeded faults': 3, caught: 3 },
    };
    const run: Run = { ...AGREED, kind: 'check', totals };
    return inLine(findingsText({ facts: [{ run }], gaps: [] }, proposal));
  };
  expect(checked(6)).toContain(
    '- check: 6 verdicts, each reached by a model checker of our own and by TLC, all as the specification predicts; of 3 faults put into the models, 3 were noticed.',
  );
  expect(checked(5)).toContain('12 rows, 6 as declared by the explorer, 5 as declared by TLC');
});

test('a kernel is told by what it has of the series', () => {
  const names = ['naive on naive', 'today-look on today-fixed', 'today-look on pristine'];
  const facts = names.map((name) => ({ run: ran(name) }));
  const naive = { ...proposal.variants[0]!, name: 'naive', what: 'the old loop; and more' };
  const text = inLine(
    findingsText({ facts, gaps: [] }, { ...proposal, variants: [...proposal.variants, naive] }),
  );
  expect(text).toContain(
    '- naive: fast, with a design that is wrong on purpose, to see that the tests notice (naive: the old loop), with test patches.',
  );
  expect(text).toContain(
    '- today-fixed: fast, with the fixes at the head of the series alone, with test patches.',
  );
  expect(text).toContain('- pristine: fast without any patch.');
});

test('of a run that may not be claimed it says why, and of a record that cannot be read too', () => {
  const gaps = [
    ...EVIDENCE.gaps,
    { run: { kind: 'agree' as const, name: '' }, title: 'agree', place: '', why: 'did not hold' },
    { title: 'all', place: '', why: 'records/valid.json: line 2: its id is another one' },
  ];
  expect(inLine(findingsText({ facts: [], gaps }, proposal))).toContain(
    'EDITME: no claim is made of these runs: mutants (was never made); agree (did not hold); all (records/valid.json: line 2: its id is another one).',
  );
});

test('where nothing may be claimed, and nothing is missing, nothing is said', () => {
  expect(findingsText({ facts: [], gaps: [] }, proposal)).toBe('');
});
