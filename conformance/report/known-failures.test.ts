// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { knownFailureOf, parseKnownFailures, readKnownFailures } from './known-failures.ts';

const FILE = 'known.txt';
const TODAY = '2026-03-01';
const parse = (text: string) => parseKnownFailures(text, FILE, TODAY);
const LINE = 'lease lockstep open: allowed *, observed ENXIO until 2026-03-01 # sent upstream';

test('lines, blanks and comments', () => {
  const text = `# what we know\n\n  ${LINE}\r\nlease attack crashed: WARNING: * until 2027-12-31 #later # really\n`;
  expect(parse(text)).toEqual([
    {
      ...{ file: FILE, line: 3, slug: 'lease', lane: 'lockstep', pattern: 'open: allowed *, observed ENXIO' },
      ...{ until: '2026-03-01', reason: 'sent upstream' },
    },
    {
      ...{ file: FILE, line: 4, slug: 'lease', lane: 'attack', pattern: 'crashed: WARNING: *' },
      ...{ until: '2027-12-31', reason: 'later # really' },
    },
  ]);
});

test('a pattern may hold the word until', () => {
  expect(parse('lease attack dup: until late until 2027-01-01 # x')[0]!.pattern).toBe('dup: until late');
});

describe('what is refused, with file and line', () => {
  test.each([
    ['lease lockstep open: * until 2026-02-28 # x', /^known.txt:2: expired on 2026-02-28: /],
    ['lease lockstep open: * until 2027-02-30 # x', /^known.txt:2: '2027-02-30' is no date/],
    ['lease lockstep open: * until tomorrow # x', /^known.txt:2: 'tomorrow' is no date/],
    ['lease lockstep open: * until 2027-01-01', /^known.txt:2: this is no known failure/],
    ['lease lockstep open: * until 2027-01-01 #', /^known.txt:2: this is no known failure/],
    ['lease lockstep open: * # x', /^known.txt:2: this is no known failure/],
    ['lease lockstep until 2027-01-01 # x', /^known.txt:2: this is no known failure/],
    ['lease lockstep * until 2027-01-01 # x', /^known.txt:2: the pattern '\*' would hide every failure/],
    ['lease lockstop open: * until 2027-01-01 # x', /^known.txt:2: no lane 'lockstop'/],
    ['Lease lockstep open: * until 2027-01-01 # x', /^known.txt:2: 'Lease' is no proposal's name/],
  ])('%s', (line, message) => {
    const act = () => parse(`# comment\n${line}\n`);
    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ code: 'BAD_INPUT', exitCode: 2 }));
  });

  test('a file that is not there', () => {
    expect(() => readKnownFailures('no/such/file')).toThrow(/^cannot read no\/such\/file: ENOENT/);
  });
});

describe('matching', () => {
  const known = parse(LINE);
  const seen = { slug: 'lease', lane: 'lockstep', title: 'open: allowed 3, observed ENXIO' } as const;

  test('all of slug, lane and the whole title', () => {
    expect(knownFailureOf(known, seen)).toBe(known[0]);
    expect(knownFailureOf(known, { ...seen, slug: 'other' })).toBeUndefined();
    expect(knownFailureOf(known, { ...seen, lane: 'attack' })).toBeUndefined();
    expect(knownFailureOf(known, { ...seen, title: `re${seen.title}` })).toBeUndefined();
    expect(knownFailureOf(known, { ...seen, title: `${seen.title}x` })).toBeUndefined();
  });

  test('only the asterisk is special', () => {
    const dots = parse('lease lockstep a.c (x) until 2027-01-01 # x');
    expect(knownFailureOf(dots, { ...seen, title: 'a.c (x)' })).toBeDefined();
    expect(knownFailureOf(dots, { ...seen, title: 'abc (x)' })).toBeUndefined();
  });
});
