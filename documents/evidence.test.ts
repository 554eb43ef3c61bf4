// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Finding } from '../base/finding.ts';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { addRun, inputsOf, titleOf } from '../records/record.ts';
import { evidenceOf, inWords, type Wanted, walkOf, withoutInterface } from './evidence.ts';
import { checkout, edit, put, SLUG } from './fixtures/checkout.ts';

let root: string;
const RECORD = `records/${SLUG}.json`;
const AGREED: Finding = {
  ...{ kind: 'agree', name: '', ok: true, environment: null, seed: null, rows: [] },
  totals: { graphs: 1400, same: 1400 },
};
const RAN: Finding = {
  ...{ kind: 'conform', name: 'proposed on fast', ok: true, seed: 1, totals: null },
  environment: { target: '6.12.1', grade: 'proved', compiler: ['gcc 12'] },
  rows: [
    {
      lane: 'schedule',
      scenario: 'a',
      verdict: 'holds',
      cases: 9,
      calls: 1200,
      transitions: { covered: 4, total: 5 },
      failures: 0,
    },
    { lane: 'cases', scenario: null, verdict: 'holds', cases: 3, calls: 30, transitions: null, failures: 0 },
  ],
};
const WANTED = [AGREED, RAN, { kind: 'mutants', name: '' }] as const;
const found = () => {
  const { facts, gaps } = evidenceOf(root, SLUG, WANTED);
  return {
    facts: facts.map(({ run }) => titleOf(run)),
    gaps: gaps.map(({ title, place, why }) => `${place}: ${title} ${why}`),
  };
};

beforeEach(() => {
  root = folderOfTest();
  checkout(root);
  put(root, `tla/${SLUG}/Valid.tla`, 'as it was');
  for (const one of [AGREED, RAN]) addRun(root, SLUG, one, inputsOf(root, SLUG, one.kind));
});

const NEVER = `${RECORD}: mutants was never made`;

test('what was found of what is here is claimed, with its numbers; what was never looked at is named', () => {
  expect(found()).toEqual({
    facts: ['agree', 'conform proposed on fast'],
    gaps: [NEVER],
  });
  expect(inWords(AGREED)).toBe('1,400 graphs, 1,400 same');
  expect(walkOf(RAN)).toEqual({ sequences: 12, calls: 1230, covered: 4, total: 5, failures: 0 });
});

test.each([
  [
    'tla-mutants',
    { mutants: 1871, killed: 1700, survived: 0, equivalent: 43, error: 128, limit: 0, stale: 0 },
    '1,871 mutants, 1,700 killed, 128 that TLC cannot evaluate, 43 equivalent, 0 survived',
  ],
  [
    'model-mutants',
    { mutants: 20, killed: 9, crash: 5, limit: 2, equivalent: 3, survived: 0, unreached: 1 },
    '20 mutants, 9 killed, 5 that make the model throw, 2 without an end, 3 equivalent, 1 that nothing runs, 0 survived',
  ],
  [
    'mutants',
    { mutants: 10, killed: 5, equivalent: 1, owed: 2, survived: 1, inconclusive: 1 },
    '10 mutants, 5 killed, 1 equivalent, 2 known survivors, which no test sees yet, 1 inconclusive, 1 survived',
  ],
  [
    'mutants',
    { mutants: 10, killed: 8, owed: 2, survived: 0 },
    '10 mutants, 8 killed, 2 known survivors, which no test sees yet',
  ],
] as const)(
  'of %s it is said what became of them, and not which claim or lane killed how many',
  (kind, counts, words) => {
    const totals = { ...counts, C6: 51, 'C1.progress': 3, 'more than FairSpec': 1, 'cases@fast': 9 };
    expect(inWords({ ...AGREED, kind, totals })).toBe(words);
  },
);

describe('of a count of instructions', () => {
  const costs = [
    { workload: 'getpid', pristine: 221, patched: 221, noise: 0, regression: false },
    { workload: 'stat', pristine: 3000, patched: 3012, noise: 20, regression: false },
    { workload: 'accept', pristine: 2000, patched: 1990, noise: 0, regression: false },
  ];
  const COUNTED: Finding = {
    ...{ kind: 'cost', name: '', ok: true, seed: null, rows: [] },
    ...{ environment: { target: '6.12.1', compiler: ['gcc 12'] }, tools: { QEMU: '10.0.2' } },
    ...{ totals: { calls: 3, 'that cost more': 0 }, costs },
  };

  test('it is claimed in one line, with the dearest workload', () => {
    addRun(root, SLUG, COUNTED, inputsOf(root, SLUG, 'cost'));
    const { facts } = evidenceOf(root, SLUG, [{ kind: 'cost', name: '' }]);
    expect(facts.map(({ run }) => inWords(run))).toEqual([
      'instructions of 3 workloads of calls that were there before, without the series and with it; 0 cost more by over 0.5 % and over the noise; ' +
        'the most is +0.40 % (stat)',
    ]);
  });

  test('what costs more is counted, and what costs less is no cost', () => {
    const worse = costs.map((one, i) => ({ ...one, regression: i === 1 }));
    expect(inWords({ ...COUNTED, costs: worse })).toContain('; 1 cost more by over ');
    expect(inWords({ ...COUNTED, costs: costs.slice(2) })).toContain('the most is -0.50 % (accept)');
  });

  test('a reason is told once, with the calls that cost more for it', () => {
    const bound = { percent: 2, reason: 'a descriptor is looked up' };
    const worse = costs.map((one, i) => ({ ...one, patched: one.pristine + 12, regression: i > 0, bound }));
    expect(inWords({ ...COUNTED, costs: worse })).toMatch(
      /; the reason for stat \(\+0\.40 %\) and accept \(\+0\.60 %\): a descriptor is looked up$/,
    );
    expect(inWords({ ...COUNTED, costs })).not.toContain('the reason for');
  });
});

test('what has changed since is not claimed, and says what has', () => {
  put(root, `tla/${SLUG}/Valid.tla`, 'as it is');
  expect(found()).toEqual({
    facts: ['conform proposed on fast'],
    gaps: [`${RECORD}:2: agree is stale; changed since: TLA+`, NEVER],
  });
});

test('a run that did not hold is not claimed', () => {
  addRun(root, SLUG, { ...AGREED, ok: false }, inputsOf(root, SLUG, 'agree'));
  expect(found().gaps).toContain(`${RECORD}:2: agree did not hold`);
});

test('a run without an id is not claimed', () => {
  const text = readFileSync(join(root, RECORD), 'utf8').replaceAll(/"id":"\w+",/g, '');
  put(root, RECORD, text);
  expect(found().facts).toEqual([]);
  expect(found().gaps).toContainEqual(expect.stringMatching(/cannot be read.*id/s));
});

test.each([
  ['"same":1400', '"same":1401'],
  ['"covered":4', '"covered":5'],
  ['"6.12.1"', '"6.12.2"'],
])('a record in which %s has become %s claims nothing, and the line is named', (was, is) => {
  edit(root, RECORD, was, is);
  const line = was === '"same":1400' ? 2 : 3;
  expect(found()).toEqual({
    facts: [],
    gaps: [
      expect.stringMatching(
        new RegExp(`^records/valid\\.json: all .*line ${line}: .* is not what was recorded`),
      ),
    ],
  });
});

test('without a record nothing is claimed', () => {
  expect(evidenceOf(root, 'other', WANTED).gaps).toEqual([
    { title: 'all', place: 'records/other.json', why: 'other: there is no records/other.json' },
  ]);
});

test('of the fixes alone is what compares a kernel that has no more of the series than they are, with the models that are named', () => {
  const runs: Wanted[] = [
    { kind: 'check', name: '' },
    { kind: 'agree', name: '' },
    { kind: 'model-mutants', name: '' },
    { kind: 'mutants', name: '' },
    { kind: 'cost', name: '' },
    ...['today on unpatched', 'today on pristine of 7.3, a share', 'today-fixed on today-fixed'].map(
      (name) => ({ kind: 'conform' as const, name }),
    ),
    ...['today on fast', 'proposed on fast of 7.3, a share', 'naive on naive'].map((name) => ({
      ...{ kind: 'conform' as const, name },
    })),
  ];
  const gaps = [
    ...runs.map((run) => ({ run, title: `${run.kind} ${run.name}`.trim(), place: '', why: '' })),
    { title: 'all', place: '', why: '' },
  ];
  const facts = runs.map((run) => ({ run: { ...RAN, id: '', inputs: {}, ...run } }));
  const left = withoutInterface({ facts, gaps });
  const expected = [
    ...['conform today on unpatched', 'conform today on pristine of 7.3, a share'],
    'conform today-fixed on today-fixed',
  ];
  expect(left.gaps.map(({ title }) => title)).toEqual([...expected, 'all']);
  expect(left.facts.map(({ run }) => `${run.kind} ${run.name}`.trim())).toEqual(expected);
  const own = withoutInterface({ facts, gaps }, ['today-fixed']);
  expect(own.gaps.map(({ title }) => title)).toEqual(['conform today-fixed on today-fixed', 'all']);
});
