// SPDX-License-Identifier: MIT
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import { lease } from './fixtures/lease.ts';
import { type Row, toRow } from './row.ts';
import { showSummary } from './summary.ts';

const subject = lease();
const rows = await check([subject], { engines: ['explorer'], mutants: false });
const shown = (of: readonly Row[], columns = 80, colors = false) =>
  showSummary(subject.proposal, of, { columns, colors });

test('a line for each claim with its title, a column for each variant, and what it comes to', () => {
  expect(shown(rows).split('\n')).toEqual([
    expect.stringMatching(/^lease: /),
    '',
    '                                 today-',
    '                                 look       naive      proposed',
    'ok C1  one caller has the lease  violated   unreached  holds',
    'ok C2  a call ends               holds      holds      holds',
    '',
    '(ok: every verdict is the one that the document declares)',
    '',
    'two callers have the lease: today-look; proposed: never; naive: never, and',
    'nothing is done either.',
    '',
    '',
  ]);
});

test('what is violated without its fairness says nothing of a variant', () => {
  expect(
    rows.filter(({ claim, verdict }) => claim === 'C2.liveness.unfair' && verdict === 'violated'),
  ).not.toEqual([]);
  expect(shown(rows)).toMatch(/ok C2 .*holds +holds +holds\n/);
});

test('another verdict than the declared one marks the line, whatever the word', () => {
  const wrong = rows.map((row) =>
    row.variant === 'proposed' && row.claim === 'C1' && row.scenario === 'pair'
      ? toRow(row, { ...row, verdict: 'violated' })
      : row,
  );
  expect(shown(wrong)).toMatch(/\nXX C1 .*violated +unreached +violated\n/);
  expect(shown(wrong, 120)).toContain(
    'two callers have the lease: today-look and proposed; naive: never, and nothing is done either.',
  );
  const doubtful = rows.map((row) =>
    row.variant === 'naive' ? toRow(row, { ...row, fault: 'stale' }) : row,
  );
  expect(shown(doubtful)).toMatch(/\nXX C2 .*holds +holds +holds\n/);
});

test('an answer that is none is the worst', () => {
  const cut = rows.map((row) =>
    row.variant === 'today-look' ? toRow(row, { ...row, verdict: 'inconclusive' }) : row,
  );
  expect(shown(cut, 100)).toMatch(/\nXX C1 .* inconclusive +unreached +holds\n/);
});

test('claims and variants that were not asked are not there', () => {
  const some = rows.filter(({ variant, claim }) => variant === 'naive' && claim.startsWith('C2'));
  expect(shown(some)).toContain('ok C2  a call ends  holds\n');
  expect(shown(some)).not.toMatch(/C1|today|proposed/);
  expect(shown([])).toBe('');
});

test('of what was judged in a part alone, nobody says that it never happens', () => {
  const where = rows.filter(({ scenario, variant }) => scenario === 'pair' || variant === 'naive');
  const seen = rows.find(({ claim, verdict }) => claim === 'C1' && verdict === 'violated')!;
  const elsewhere = rows.filter(({ scenario }) => scenario !== seen.scenario);
  expect(shown(elsewhere)).not.toMatch(/have the lease:/);
  expect(shown(where, 120)).toContain(
    'two callers have the lease: today-look; naive: never, and nothing is done either.\n',
  );
});

test('of variants that break nothing it is said with one colon', () => {
  const proposed = rows.filter(({ variant }) => variant === 'proposed');
  expect(shown(proposed)).toContain('two callers have the lease: never (proposed).\n');
});

test('where all holds, nobody asks why that is ok', () => {
  expect(shown(rows.filter(({ claim }) => claim.startsWith('C2')))).not.toContain('declares');
});

describe('a check that was ended early', () => {
  const lines = (of: readonly Row[], columns = 80) =>
    showSummary(subject.proposal, of, { columns, colors: false }, rows);
  const early = rows.filter(
    ({ claim, variant, scenario }) => claim.startsWith('C2') || scenario === 'alone' || variant === 'naive',
  );

  test('a claim with rows that were not judged is not ok, and nothing is said of what it comes to', () => {
    const text = lines(early);
    expect(text).toMatch(/\n\.\. C1 {2}one caller has the lease {2}4 of 6 state graphs judged\n/);
    expect(text).toMatch(/\nok C2 {2}a call ends +holds +holds +holds\n/);
    expect(text).not.toContain('proposed: never');
    expect(lines(rows)).toBe(shown(rows));
  });

  test('one of which no row was judged is there too', () => {
    expect(lines(rows.filter(({ claim }) => claim.startsWith('C2')))).toContain('0 of 6 state graphs judged');
    expect(lines([])).toMatch(/^lease: .*\n\n\.\. nothing of it was judged\n\n$/);
  });

  test('what is wrong is wrong before the rest is judged', () => {
    const wrong = early.map((row) =>
      row.claim === 'C1' && row.variant === 'proposed' ? toRow(row, { ...row, verdict: 'violated' }) : row,
    );
    expect(lines(wrong)).toMatch(/\nXX C1 .*4 of 6 state graphs judged\n/);
    expect(lines(wrong, 30)).toMatch(/\nXX C1 [\s\S]*\n {6}4 of 6 state graphs\n {6}judged\n/);
  });

  test('no line is wider than the terminal', () => {
    const some = early.filter(({ variant }) => variant === 'proposed');
    for (const columns of [30, 40, 50, 52, 54, 56, 60, 80])
      for (const line of lines(some, columns).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });
});

test('no line is wider than the terminal, and where columns do not fit they are stacked', () => {
  for (const columns of [24, 30, 40, 50, 60, 80, 200]) {
    for (const line of shown(rows, columns).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(shown(rows, columns).replace(/\s+/g, ' ')).toContain('one caller has');
  }
  expect(shown(rows, 40)).toContain('ok C1 one caller has the lease\n      violated: today-look\n');
});

test('colours change nothing but the colour', () => {
  for (const columns of [40, 100]) {
    const painted = shown(rows, columns, true);
    expect(painted).not.toBe(shown(rows, columns));
    expect(stripVTControlCharacters(painted)).toBe(shown(rows, columns));
  }
});
