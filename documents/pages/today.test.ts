// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Race } from '../selftest/races.ts';
import { headComment, lostFixes, todayPage } from './today.ts';

const RACE: Race = {
  ...{ file: 'x/lost.c', name: 'lost', args: ['now'], what: 'nothing is lost', rules: [], today: true },
  text: '// SPDX-License-Identifier: GPL-2.0-only\n/*\n * Something is lost.\n *\n *\tlost now\n */\n#include <a.h>\n',
  fix: 'fs: Lose nothing',
};
const mail = (subject: string) =>
  `From a\nSubject: [PATCH 1/2] ${subject}\n\nIt is lost. Keep it.\n---\n x | 1 +\n`;
const SERIES = new Map([
  ['6.12', [mail('fs: Lose nothing')]],
  ['7.3', [mail('fs: Other')]],
]);

test('the comment of a program is its explanation', () => {
  expect(headComment(RACE.text)).toBe('Something is lost.\n\n\tlost now');
  expect(headComment('int x;')).toBe('');
});

test('a page says what is lost, how to see it, and which patch mends it', () => {
  const page = todayPage(RACE, SERIES);
  expect(page).toContain('gcc -O2 -static -o lost lost.c && ./lost now; echo $?');
  expect(page).toContain(
    '`fs: Lose nothing`, in the series for Linux 6.12:\n\n```\nIt is lost. Keep it.\n```',
  );
  expect(todayPage({ ...RACE, fix: undefined }, SERIES)).toContain('No patch of the series is named as one.');
});

test('a fix that a series lacks is named', () => {
  expect(lostFixes('races.json', [RACE], SERIES)).toEqual([
    "races.json: lost: the series for 7.3 has no patch 'fs: Lose nothing'",
  ]);
});
