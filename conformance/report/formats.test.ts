// SPDX-License-Identifier: MIT
// The three forms of a report, against files that a person has read.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { EMPTY, GREEN, INTERRUPTED, LANE, MIXED, REPORT_PARTS } from './fixtures/reports.ts';
import { toJunit } from './junit.ts';
import { toKtap } from './ktap.ts';
import { joinReports, toCoverage, toReport, toRow } from './rows.ts';
import { showReport } from './table.ts';

const golden = (name: string) => readFileSync(inRoot('conformance', 'report', 'fixtures', name), 'utf8');
const text = (all: boolean) => ({ all, colors: false });

const NOT_BEGUN = toReport({ ...REPORT_PARTS, results: [], coverage: [], interrupted: true });

/** Its one row holds, and others were not begun. */
const HALF = toReport({ ...REPORT_PARTS, results: GREEN.results, coverage: [], interrupted: true });

describe('a run that was interrupted', () => {
  test('has no verdict, whatever its rows are', () => {
    for (const report of [INTERRUPTED, NOT_BEGUN, HALF]) {
      expect(report).toMatchObject({ interrupted: true, ok: false });
      expect(joinReports([GREEN, report])).toMatchObject({ interrupted: true, ok: false });
    }
    expect(joinReports([GREEN])).not.toHaveProperty('interrupted');
  });

  test('says so in every form', () => {
    const last = (report: typeof GREEN) => showReport(report, text(false)).trimEnd().split('\n').at(-1);
    const rest = 'there is no verdict of the rest';
    expect(last(INTERRUPTED)).toBe(`XX interrupted: 2 rows begun, 1 ended, 1 of these holds; ${rest}`);
    expect(last(HALF)).toBe(`XX interrupted: 1 row begun, 1 ended, 1 of these holds; ${rest}`);
    expect(last(NOT_BEGUN)).toBe(`XX interrupted: no row was begun, so that there is no verdict`);
    expect(showReport(INTERRUPTED, text(false))).toContain('lease today exhaustive:\n   interrupted\n');
    for (const [i, report] of [NOT_BEGUN, HALF, INTERRUPTED].entries()) {
      const failed = `\nnot ok ${i + 1} interrupted # ERROR the other rows were not judged\n`;
      expect(toKtap(report)).toContain(failed);
      expect(toJunit(report)).toContain('message="interrupted: the other rows were not judged"');
    }
  });
});

describe('the table', () => {
  test('short: rows that hold share a line, the others stand alone, then what went wrong', () => {
    expect(showReport(MIXED, text(false))).toBe(golden('mixed.txt'));
  });

  test('whole: a line for every row, and every gap with its reason', () => {
    const shown = showReport(MIXED, text(true));
    expect(shown).toMatch(/^ok lease +today +schedule +pair +holds +1,200 +9,000 +40\/40 /m);
    expect(shown).toMatch(/^ok lease +today +schedule +alone /m);
    expect(shown).toContain('gaps: take ENOMEM (needs a fault)');
    expect(shown).not.toContain('--all');
  });

  test('many scenarios in a line are counted', () => {
    const names = ['the first of them', 'the second of them', 'the last of them'];
    const results = names.map((scenario) => toRow({ ...LANE, lane: 'schedule', scenario }));
    const report = toReport({ ...REPORT_PARTS, results, coverage: [] });
    expect(showReport(report, text(false))).toMatch(
      /^ok lease +today +schedule +3 scenarios +holds +3,600 /m,
    );
    expect(showReport(report, text(true))).toMatch(
      /^ok lease +today +schedule +the last of them +holds +1,200 /m,
    );
  });

  test('a share is called one, and by which seed it was drawn', () => {
    const results = [
      toRow({
        ...LANE,
        transitions: { covered: 4, total: 9 },
        share: { run: 4, of: 9, unit: 'transitions' },
      }),
      toRow({ ...LANE, scenario: 'b', share: { run: 6, of: 1000, unit: 'sequences' } }),
    ];
    const report = toReport({ ...REPORT_PARTS, results, coverage: [] });
    expect(showReport(report, text(false))).toMatch(/^ok lease .* holds, a share .* 4\/9 /m);
    expect(showReport(report, text(false))).toContain(
      '\n   lease today: a share, drawn by seed 7: 4 of 9 transitions, 6 of 1,000 sequences\n',
    );
    expect(toKtap(report)).toContain(', a share: 4 of 9 transitions\n');
  });

  test('what was left out for want of a privilege is said, and the row is not plain', () => {
    const leftOut = '3 of 9 cases left out: need CAP_SYS_ADMIN';
    const results = [toRow({ ...LANE, scenario: 'cases', leftOut }), toRow({ ...LANE, scenario: 'small' })];
    const few = { covered: 9, total: 10, missing: ['mount OK'], gaps: [], undeclared: [] };
    const report = toReport({
      ...REPORT_PARTS,
      ...{ results, coverage: [toCoverage('lease', 'today', few, true)] },
    });
    expect(report.ok).toBe(true);
    const shown = showReport(report, text(true));
    expect(shown).toMatch(/^ok lease .* cases +holds, in part /m);
    expect(shown).toMatch(/^ok lease .* small +holds +\d/m);
    expect(shown).toContain(`\n   lease today cases: ${leftOut}\n`);
    expect(shown).toContain('\n   never seen, where something was left out: mount OK\n');
    expect(shown).not.toMatch(/^ok lease today: 9 of 10/m);
    expect(shown).toMatch(/2 rows, every one holds; 1 of them in part\n$/);
    expect(toKtap(report)).toContain(`, in part: ${leftOut}\n`);
  });

  test('within the width nothing is left out', () => {
    const wide = { variant: 'today-connect', scenario: 'a scenario', calls: 281_104 };
    const results = ['a', 'b'].map((scenario) =>
      toRow({ ...LANE, ...wide, scenario, transitions: { covered: 18_184, total: 645_230 } }),
    );
    const report = toReport({ ...REPORT_PARTS, results, coverage: [] });
    for (const columns of [80, 100]) {
      const shown = showReport(report, { ...text(true), columns });
      for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
      for (const told of ['lease', 'today-connect', '281,104', '18,184/645,230'])
        expect(shown).toContain(told);
    }
  });

  test('green and empty', () => {
    expect(showReport(GREEN, text(false))).toMatch(/\n1 row, every one holds; --all shows every row\n$/);
    expect(showReport(EMPTY, text(true))).toMatch(/\nnothing was tested\n$/);
  });

  test('too many gaps are said', () => {
    const gap = { item: 'take ENOMEM', why: 'needs a fault' } as const;
    const few = { covered: 9, total: 10, missing: [], gaps: [gap], undeclared: [] };
    const { target, grade, seed, results } = GREEN;
    const report = toReport({ target, grade, seed, results, coverage: [toCoverage('lease', 'today', few)] });
    expect(showReport(report, text(false))).toMatch(
      /more than one gap in 20 items\nthe coverage of 1 proposal is not complete;/,
    );
  });

  test('of many items a few are named, with --all every one', () => {
    const missing = Array.from({ length: 30 }, (_, i) => `take ${i}`);
    const hole = { covered: 10, total: 40, missing, gaps: [], undeclared: [] };
    const { target, grade, seed, results } = GREEN;
    const report = toReport({ target, grade, seed, results, coverage: [toCoverage('lease', 'today', hole)] });
    expect(showReport(report, text(false))).toContain('take 11; and 18 more\n');
    expect(showReport(report, text(true))).toContain('take 29\n');
  });

  test('colours change nothing but colours', () => {
    const colored = showReport(MIXED, { all: false, colors: true });
    expect(colored).toContain('\u001b[');
    expect(stripVTControlCharacters(colored)).toBe(golden('mixed.txt'));
  });
});

describe('KTAP', () => {
  test('a test for each row and for coverage', () => {
    expect(toKtap(MIXED)).toBe(golden('mixed.ktap'));
    expect(toKtap(GREEN)).toContain('\n1..2\n');
  });

  test.each([
    ['mixed', MIXED],
    ['green', GREEN],
    ['empty', EMPTY],
    ['interrupted', INTERRUPTED],
    ['interrupted before a row', NOT_BEGUN],
  ])('the plan of the %s one is kept, in order, and a name holds no hash sign', (_, report) => {
    const lines = toKtap(report).trimEnd().split('\n');
    const results = lines.filter((line) => /^(?:not )?ok /.test(line));
    expect(lines[0]).toBe('KTAP version 1');
    expect(lines[1]).toBe(`1..${results.length}`);
    for (const [i, line] of results.entries())
      expect(line).toMatch(new RegExp(`^(?:not )?ok ${i + 1} [^#]+(?: # [^#]+)?$`));
    expect(lines.slice(2).filter((line) => !results.includes(line) && !line.startsWith('#'))).toEqual([]);
  });

  test('a run of nothing fails', () => {
    expect(toKtap(EMPTY)).toContain('\nnot ok 1 ');
  });
});

/** Tags that are left open, or are closed out of turn. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  for (const [, slash, tag = '', empty] of xml.matchAll(/<(\/?)([a-z-]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (empty === '/') continue;
    if (slash === '') open.push(tag);
    else if (open.pop() !== tag) return [...open, tag];
  }
  return open;
}

describe('JUnit', () => {
  test('a suite for each proposal and variant', () => {
    expect(toJunit(MIXED)).toBe(golden('mixed.xml'));
  });

  test.each([
    ['mixed', MIXED],
    ['green', GREEN],
    ['empty', EMPTY],
    ['interrupted', INTERRUPTED],
    ['interrupted before a row', NOT_BEGUN],
  ])('the %s one is well formed', (_, report) => {
    const xml = toJunit(report);
    expect(unbalanced(xml)).toEqual([]);
    expect(
      xml.replace(/<\/?[a-z-]+(?: [a-z]+="[^"<&]*(?:&[a-z0-9#]+;[^"<&]*)*")*\/?>|<\?xml[^>]*\?>/g, ''),
    ).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|#13);)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are not allowed in XML.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });

  test('a run of nothing is an error', () => {
    expect(toJunit(EMPTY)).toContain('errors="1"');
  });
});
