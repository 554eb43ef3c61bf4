// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Race, Seen } from '../selftest/races.ts';
import { TRAILER } from '../series/mail.ts';
import { bugOf, headComment, todayIndex, todayPage, todayProblems } from './today.ts';

const RACE: Race = {
  ...{ file: 'x/lost.c', name: 'lost', args: ['now'], what: 'nothing is lost', rules: [], today: true },
  text: '// SPDX-License-Identifier: GPL-2.0-only\n/*\n * Something is lost.\n *\n *\tone\tother\n */\n#include <a.h>\n',
  fix: 'fs: Lose nothing',
  optional: false,
  seen: [{ on: '6.12', says: ['gone', 'for good'], exit: 1 }],
};
const TESTED = 'It has not been booted.';
const mail = (subject: string) =>
  `From a\nSubject: [PATCH 1/2] ${subject}\n\nIt is lost. Keep it.\n---\n x | 1 +\n`;
const NONE = new Map<string, readonly string[]>();
const fixed = (...bases: readonly string[]) =>
  new Map(bases.map((base) => [base, [mail('fs: Lose nothing')]]));
const problems = (race: Race, series = fixed('6.12')) =>
  todayProblems('races.json', [race], { series, optional: NONE, alone: NONE });

test('the comment of a program is its explanation', () => {
  expect(headComment(RACE.text)).toBe('Something is lost.\n\n\tone\tother');
  expect(headComment('int x;')).toBe('');
});

test('a page says what is lost, how to see it, where it was seen, and which patch fixes it', () => {
  const series = new Map([...fixed('6.12'), ['7.3', [mail('fs: Other')]]]);
  const page = todayPage(RACE, { series, optional: NONE, alone: NONE });
  expect(page).toContain('gcc -O2 -static -o lost lost.c && ./lost now; echo $?');
  expect(page).toContain('| 6.12 | gone<br>for good | 1 |');
  expect(page).toContain(
    '`fs: Lose nothing`, in the series for Linux 6.12:\n\n```\nIt is lost. Keep it.\n```',
  );
  const both = fixed('6.12', '7.3');
  expect(todayPage(RACE, { series: both, optional: NONE, alone: fixed('7.3') })).toContain(
    '`fs: Lose nothing`, in the series for Linux 6.12 and 7.3, and in `fixes-7.3.mbox`:',
  );
  expect(todayPage({ ...RACE, fix: undefined }, { series, optional: NONE, alone: NONE })).toContain(
    'No patch is named as one.',
  );
  const beside = todayPage({ ...RACE, optional: true }, { series, optional: fixed('7.3'), alone: NONE });
  expect(beside).toContain('`fs: Lose nothing`, for Linux 7.3; it is not in the series:');
});

test('a page is called what the bug is, and shows the message of the newest base', () => {
  const other = mail('fs: Lose nothing').replace('It is lost.', 'It is lost anew.');
  const page = todayPage(RACE, {
    series: new Map([...fixed('6.12'), ['7.3', [other]]]),
    optional: NONE,
    alone: NONE,
  });
  expect(page).toContain('\n# Something is lost\n');
  expect(page).toContain('for Linux 6.12 and 7.3:\n\n```\nIt is lost anew. Keep it.\n```');
  expect(bugOf({ name: 'lost', text: '/*\n * a() of b.c is\n * lost. So it is.\n */' })).toBe(
    'a() of b.c is lost',
  );
  expect(bugOf({ name: 'lost', text: 'int x;' })).toBe('lost');
});

test('the index has each bug, where it was seen to happen, and its patch', () => {
  const here: Seen = { on: '7.3', says: ['here'], exit: 0 };
  const races = [
    { ...RACE, seen: [...RACE.seen, here] },
    { ...RACE, name: 'b', optional: true, seen: [] },
    { ...RACE, name: 'c', fix: undefined, unmended: 'It is theirs.' },
  ];
  expect(
    todayIndex(races)
      .split('\n')
      .filter((line) => line.startsWith('| [')),
  ).toEqual([
    '| [Something is lost](lost.md) | 6.12 | `fs: Lose nothing` |',
    '| [Something is lost](b.md) | none yet | `fs: Lose nothing`, which is not in the series |',
    '| [Something is lost](c.md) | 6.12 | none |',
  ]);
});

test('a cell of a table is one cell, whatever is printed', () => {
  const race: Race = {
    ...{ ...RACE, text: '/*\n * a | b is lost.\n */', fix: 'fs: Lose a | b' },
    ...{ seen: [{ on: '6.12', says: ['a | b'], exit: 1 }], unrun: { '7.3': 'no c | d' } },
  };
  const page = todayPage(race, { series: fixed('6.12'), optional: NONE, alone: NONE });
  expect(page).toContain('| 6.12 | a \\| b | 1 |\n| 7.3 | not run: no c \\| d | - |\n');
  expect(todayIndex([race])).toContain('| [a \\| b is lost](lost.md) | 6.12 | `fs: Lose a \\| b` |');
});

test('a page does not show what a person has yet to write into the patch', () => {
  const signed = mail('fs: Lose nothing').replace('\n---\n', `\n\n${TRAILER}\n---\n`);
  const page = todayPage(RACE, { series: new Map([['6.12', [signed]]]), optional: NONE, alone: NONE });
  expect(page).toContain('```\nIt is lost. Keep it.\n```');
  expect(page).not.toContain('EDITME');
});

test('a page that has all lacks nothing, and what is not of today is not asked', () => {
  expect(problems(RACE)).toEqual([]);
  expect(problems({ ...RACE, today: false, seen: [], fix: undefined })).toEqual([]);
});

test.each<readonly [string, Race, readonly string[]]>([
  [
    'a diagram',
    { ...RACE, text: RACE.text.replace('\tother', '') },
    ['x/lost.c: its first comment has no diagram: columns between tabs'],
  ],
  ['a kernel', { ...RACE, seen: [] }, ['races.json: lost: nobody has seen it on 6.12']],
  [
    'a run since it was changed',
    { ...RACE, seen: [], outdated: ['6.12'] },
    [
      expect.stringMatching(
        /^races\.json: lost: was changed after it was run on 6\.12; .* with the hash [0-9a-f]{12}$/,
      ),
    ],
  ],
  [
    'a kernel on which it happened',
    { ...RACE, seen: [{ on: '6.12', says: ['no'], exit: 0 }] },
    ['races.json: lost: nobody has seen it happen'],
  ],
  ['a fix', { ...RACE, fix: undefined }, ["races.json: lost: the series for 6.12 has no patch ''"]],
  [
    'a fix that is in the series',
    { ...RACE, fix: 'fs: Gone' },
    ["races.json: lost: the series for 6.12 has no patch 'fs: Gone'"],
  ],
  [
    'a fix that is beside it',
    { ...RACE, optional: true, tested: TESTED },
    ["races.json: lost: what is beside the series for 6.12 has no patch 'fs: Lose nothing'"],
  ],
])('without %s it is named', (_, race, expected) => {
  expect(problems(race)).toEqual(expected);
});

test('a page says why it has not been run on a base, and why no patch fixes it', () => {
  const fixes = { series: fixed('6.12'), optional: NONE, alone: NONE };
  const unrun = { '6.12': 'no device' };
  const page = todayPage({ ...RACE, seen: [], unrun }, fixes);
  expect(page).toContain('Nobody has run it yet.');
  expect(page).toContain('| 6.12 | not run: no device | - |');
  expect(todayPage({ ...RACE, fix: undefined, unmended: 'It is theirs.' }, fixes)).toContain(
    'No patch of ours fixes it. It is theirs.',
  );
  expect(problems({ ...RACE, seen: [], unrun, tested: TESTED })).toEqual([]);
  const unasked: [string] = ['6.12'];
  expect(todayPage({ ...RACE, seen: [], unasked }, fixes)).toContain(
    '| 6.12 | not run: no guest has been asked yet | - |',
  );
  expect(problems({ ...RACE, seen: [], unasked })).toEqual([]);
  expect(problems({ ...RACE, fix: undefined, unmended: 'It is theirs.' })).toEqual([]);
});

test.each<readonly [string, Partial<Race>, readonly string[]]>([
  [
    'a base that is both seen and not run',
    { unrun: { '6.12': 'no device' }, tested: TESTED },
    ['races.json: lost: has been seen on 6.12, and has not been run there'],
  ],
  [
    'a reason that is for another base',
    { seen: [], unrun: { '7.3': 'no device' }, tested: TESTED },
    ['races.json: lost: nobody has seen it on 6.12'],
  ],
  [
    'a patch beside a reason why there is none',
    { unmended: 'It is theirs.' },
    ['races.json: lost: has a patch, and has none'],
  ],
  [
    'no patch where it has not been run',
    { seen: [], unrun: { '6.12': 'no device' }, fix: 'fs: Gone', tested: TESTED },
    ["races.json: lost: the series for 6.12 has no patch 'fs: Gone'"],
  ],
])('%s is named', (_, more, expected) => {
  expect(problems({ ...RACE, ...more })).toEqual(expected);
});

test('a page says of a patch what nobody has done with it', () => {
  const beside = { ...RACE, optional: true, tested: TESTED };
  expect(todayPage(beside, { series: NONE, optional: fixed('6.12'), alone: NONE })).toContain(
    '## The fix\n\nHow far it is tested: It has not been booted.\n\n`fs: Lose nothing`, for Linux 6.12;',
  );
});

test.each<readonly [string, Partial<Race>, string]>([
  [
    'a patch beside the series that says nothing',
    { optional: true },
    "no guest runs it with its patch; say in 'tested' how far that was tried",
  ],
  [
    'a program that no guest of a base can run, and says nothing',
    { seen: [], unrun: { '6.12': 'no device' } },
    "no guest runs it with its patch; say in 'tested' how far that was tried",
  ],
  ['a test of the series', { tested: TESTED }, "the selftest runs it with its patch, and 'tested' is there"],
  [
    'a program without a patch',
    { fix: undefined, unmended: 'It is theirs.', tested: TESTED },
    'has no patch, and says how far that is tested',
  ],
])('how far a patch is tested is said where it is so, and not of %s', (_, more, problem) => {
  const fixes = { series: fixed('6.12'), optional: fixed('6.12'), alone: NONE };
  expect(todayProblems('races.json', [{ ...RACE, ...more }], fixes)).toEqual([
    `races.json: lost: ${problem}`,
  ]);
});

test('each base is asked', () => {
  expect(problems(RACE, fixed('6.12', '7.3'))).toEqual(['races.json: lost: nobody has seen it on 7.3']);
});

test('where it does not happen no fix is asked for', () => {
  const seen: Seen[] = [...RACE.seen, { on: '7.3', says: ['here'], exit: 0 }];
  const series = new Map([...fixed('6.12'), ['7.3', []]]);
  expect(problems({ ...RACE, seen }, series)).toEqual([]);
  expect(problems({ ...RACE, seen: seen.slice(1) }, series)).toEqual([
    'races.json: lost: nobody has seen it on 6.12',
    'races.json: lost: nobody has seen it happen',
  ]);
  // Of one Linux alone it may be said that it does not happen there.
  expect(problems({ ...RACE, seen }, new Map([['7.3', []]]))).toEqual([]);
});
