// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { GREEN, LANE, REPORT_PARTS } from './fixtures/reports.ts';
import { parseKnownFailures } from './known-failures.ts';
import {
  joinReports,
  type LaneRow,
  lacksPrivilegeAlone,
  type Seen,
  toCoverage,
  toReport,
  toRow,
} from './rows.ts';

const KNOWN = parseKnownFailures(
  ['lease lockstep open: * until 2030-01-01 # sent', 'lease lockstep never until 2030-01-01 # x'].join('\n'),
  'known.txt',
  '2026-01-01',
);
const difference = (title: string, more: Partial<Seen> = {}): Seen => ({
  title,
  kind: 'difference',
  ...more,
});

describe('a row', () => {
  test('that holds', () => {
    expect(toRow(LANE)).toEqual({
      ...{ slug: 'lease', variant: 'today', lane: 'lockstep', scenario: null },
      ...{ cases: 1200, calls: 9000, transitions: null, failures: 0, seconds: 12.346 },
      ...{ verdict: 'holds', ok: true, knownFailures: 0, found: [] },
      ...{
        share: null,
        leftOut: null,
        neighbours: null,
        places: null,
        unreached: [],
        unseen: [],
        reason: null,
      },
    });
  });

  test.each([
    [{ failures: [difference('open: x')] }, 'violated', null],
    [{ failures: [difference('open: x'), { title: 'crashed: y', kind: 'crash' }] }, 'crashed', null],
    [{ absent: true, cases: 0 }, 'absent', 'the kernel does not have it'],
    [{ cases: 0 }, 'inconclusive', 'nothing was run'],
    [{ unfinished: 'skipped: no hooks' }, 'inconclusive', 'skipped: no hooks'],
    [{ transitions: { covered: 3, total: 5 } }, 'inconclusive', '2 transitions were not followed'],
    [
      { transitions: { covered: 3, total: 9 }, share: { run: 4, of: 9, unit: 'transitions' } },
      ...(['inconclusive', '1 transition of the share was not followed'] as const),
    ],
    [
      { transitions: { covered: 5, total: 5 }, neighbours: { pairs: 9, separated: 8 } },
      ...(['inconclusive', '1 of 9 pairs of neighbours is told apart by no probe'] as const),
    ],
    // What was found counts, also where not everything was run.
    [{ unfinished: 'interrupted', failures: [difference('open: x')] }, 'violated', 'interrupted'],
  ] as const)('with %j is %s', (more, verdict, reason) => {
    expect(toRow({ ...LANE, ...more })).toMatchObject({ verdict, ok: false, reason });
  });

  test('a graph that was followed whole', () => {
    expect(toRow({ ...LANE, transitions: { covered: 5, total: 5 } }).ok).toBe(true);
  });

  test('a share of a graph that was followed holds, and says that it is one', () => {
    const share = { run: 4, of: 9, unit: 'transitions' } as const;
    const row = toRow({ ...LANE, transitions: { covered: 4, total: 9 }, share });
    expect(row).toMatchObject({ verdict: 'holds', transitions: { covered: 4, total: 9 }, share });
  });

  test('failures with one title are one', () => {
    const row = toRow({
      ...LANE,
      failures: [
        difference('open: x'),
        difference('open: x', { file: 'a.json', log: 'l', diagram: 'd' }),
        difference('open: x', { file: 'b.json', log: 'l', diagram: 'e' }),
        difference('dup: y'),
      ],
    });
    expect(row.failures).toBe(4);
    expect(row.found).toEqual([
      {
        ...{ title: 'open: x', kind: 'difference', count: 3, files: ['a.json', 'b.json'] },
        ...{ logs: ['l'], diagram: 'd', known: null },
      },
      { title: 'dup: y', kind: 'difference', count: 1, files: [], logs: [], diagram: null, known: null },
    ]);
  });

  test('a known failure is shown and does not fail it; another one beside it does', () => {
    const known = difference('open: x');
    expect(toRow({ ...LANE, failures: [known, known] }, KNOWN)).toMatchObject({
      ...{ ok: true, failures: 0, knownFailures: 2 },
      found: [{ known: { reason: 'sent', until: '2030-01-01' } }],
    });
    const both = toRow({ ...LANE, failures: [known, difference('dup: y')] }, KNOWN);
    expect(both).toMatchObject({ verdict: 'violated', ok: false, failures: 1, knownFailures: 1 });
  });

  test('a known failure does not make a row of nothing hold', () => {
    expect(toRow({ ...LANE, cases: 0, failures: [difference('open: x')] }, KNOWN).verdict).toBe(
      'inconclusive',
    );
  });
});

describe('what is left out for want of a privilege', () => {
  const leftOut = '1 of 2 cases left out: needs CAP_SYS_ADMIN';
  const [some, all] = [toRow({ ...LANE, leftOut }), toRow({ ...LANE, cases: 0, leftOut })];
  const red = toRow({ ...LANE, failures: [difference('open: x')], leftOut });
  const lacks = (...results: LaneRow[]) =>
    lacksPrivilegeAlone(toReport({ ...REPORT_PARTS, results, coverage: [] }));

  test('the rest may hold, and says that it is a part', () => {
    expect(some).toMatchObject({ verdict: 'holds', ok: true, leftOut, reason: null });
    expect(red).toMatchObject({ verdict: 'violated', ok: false });
  });

  test('where nothing is left there is no verdict, and a failure elsewhere is one all the same', () => {
    expect(all).toMatchObject({ verdict: 'inconclusive', ok: false, reason: `nothing was run: ${leftOut}` });
    expect([lacks(all), lacks(some, all), lacks(some), lacks(all, red)]).toEqual([true, true, false, false]);
    expect(lacks(toRow({ ...LANE, cases: 0 }))).toBe(false);
  });
});

describe('coverage', () => {
  const whole = { covered: 19, total: 20, missing: [], gaps: [], undeclared: [] };
  const gap = { item: 'x', why: 'needs a clock' } as const;

  test.each([
    ['whole', whole, true],
    ['one gap in twenty', { ...whole, gaps: [gap] }, true],
    ['more gaps', { ...whole, total: 39, gaps: [gap, gap] }, false],
    ['something never seen', { ...whole, missing: ['open ENXIO'] }, false],
    ['nothing to see', { ...whole, covered: 0, total: 0 }, false],
  ])('%s', (_, report, ok) => {
    expect(toCoverage('lease', 'today', report)).toEqual({ slug: 'lease', variant: 'today', ...report, ok });
  });
});

describe('a report', () => {
  const good = toRow(LANE);
  const covered = toCoverage('lease', 'today', {
    covered: 20,
    total: 20,
    missing: [],
    gaps: [],
    undeclared: [],
  });

  test('is ok when every row holds and coverage is complete', () => {
    expect(toReport({ ...REPORT_PARTS, results: [good], coverage: [covered] })).toEqual({
      schema: 1,
      ...REPORT_PARTS,
      ...{ results: [good], coverage: [covered], knownFailures: [], ok: true },
    });
  });

  test.each([
    ['no row', [], []],
    ['a row that does not hold', [good, toRow({ ...LANE, absent: true })], [covered]],
    ['incomplete coverage', [good], [{ ...covered, ok: false }]],
  ])('is not with %s', (_, results, coverage) => {
    expect(toReport({ ...REPORT_PARTS, results, coverage }).ok).toBe(false);
  });

  test('counts what each known failure matched', () => {
    const failures = [difference('open: x'), difference('open: x'), difference('open: y')];
    const results = [toRow({ ...LANE, failures }, KNOWN)];
    const { knownFailures } = toReport({ ...REPORT_PARTS, results, coverage: [] }, KNOWN);
    expect(knownFailures.map(({ line, matched }) => [line, matched])).toEqual([
      [1, 3],
      [2, 0],
    ]);
  });
});

describe('reports of several kernels as one', () => {
  const of = (slug: string, more: Partial<typeof GREEN> = {}) => ({
    ...GREEN,
    results: GREEN.results.map((row) => ({ ...row, slug })),
    ...more,
  });

  test('one alone is as it was', () => {
    expect(joinReports([GREEN])).toEqual(GREEN);
  });

  test('rows follow each other; a kernel is named once, and the grade is the weakest', () => {
    const joined = joinReports([
      of('lease'),
      of('pipe', { grade: 'observed' }),
      of('room', { target: 'another' }),
    ]);
    expect(joined.results.map(({ slug }) => slug)).toEqual(['lease', 'pipe', 'room']);
    expect(joined).toMatchObject({ target: 'Linux 6.12.1, fast; another', grade: 'observed', ok: true });
    expect(joined.coverage).toHaveLength(3);
  });

  test('one row that does not hold is enough, and a known failure is known of each', () => {
    const failing = { ...LANE, failures: [difference('open: y')] };
    const bad = toReport({ ...REPORT_PARTS, results: [toRow(failing)], coverage: [] });
    expect(joinReports([GREEN, bad]).ok).toBe(false);
    const known = toReport({ ...REPORT_PARTS, results: [toRow(failing, KNOWN)], coverage: [] }, KNOWN);
    expect(joinReports([known, GREEN, known], KNOWN)).toMatchObject({
      ok: true,
      knownFailures: [{ matched: 2 }, { matched: 0 }],
    });
  });
});
