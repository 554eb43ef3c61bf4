// SPDX-License-Identifier: MIT
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Run } from '../../records/record.ts';
import type { Evidence } from '../evidence.ts';
import { checkout, edit, SLUG } from '../fixtures/checkout.ts';
import { materialOf } from '../material.ts';
import type { Race } from '../selftest/races.ts';
import { fixesLetter } from './fixes-letter.ts';
import { formProblems, readMail } from './mail.ts';

const RACE: Race = {
  ...{ file: 'x/lost.c', name: 'lost', args: ['now'], what: 'no token is lost', rules: [], today: true },
  ...{ fix: 'token: Lose none', optional: false },
  text: '// SPDX-License-Identifier: GPL-2.0-only\nint main(void)\n{\n\treturn 1;\n}\n',
  seen: [
    { on: '6.12', says: ['gone'], exit: 1 },
    { on: '7.3', says: ['gone'], exit: 1 },
  ],
};
const MORE: Race = {
  ...{ ...RACE, name: 'gone', args: [] },
  seen: [
    { on: '6.12', says: ['gone', 'for good'], exit: 1 },
    { on: '7.3', says: ['here'], exit: 0 },
  ],
};
const run = (kind: Run['kind'], name: string): Run => ({
  ...{ id: '', kind, name, ok: true, inputs: {}, environment: null, seed: null, rows: [] },
  totals: { graphs: 3 },
});
const EVIDENCE: Evidence = {
  facts: [{ run: run('agree', '') }, { run: run('conform', 'proposed on fast') }],
  gaps: [
    {
      run: run('conform', 'today on unpatched'),
      title: 'conform today on unpatched',
      place: '',
      why: 'did not hold',
    },
    { run: run('mutants', ''), title: 'mutants', place: '', why: '' },
  ],
};
const mail = (subject: string) => `From a\nSubject: [PATCH 1/2] ${subject}\n\nIt is lost.\n---\n x | 1 +\n`;

let root: string;
beforeEach(() => {
  root = folderOfTest();
  checkout(root);
});

const letterOf = (races: readonly Race[] = [RACE], evidence = EVIDENCE, atHead = 2) =>
  fixesLetter(materialOf(root, SLUG), {
    ...{ evidence, races, atHead },
    series: {
      mails: [mail('token: Lose none'), mail('token: Count them')],
      ...{ statistics: ' 1 file changed\n', shortlog: '  token: Lose none\n' },
    },
    base: { name: '7.3', hash: 'abc', origin: 'a tree' },
  });

test('the letter leads with what is broken, and has what the mail of a series has', () => {
  const letter = letterOf();
  const [head = '', lead = ''] = letter.split('\n\n');
  expect(head).toContain('Subject: [PATCH 0/2] token: Hand on a token that is not taken');
  expect(lead).toBe('Who waits for a token sleeps on beside it:');
  expect(letter).toContain('\twoken, leaves\t\tsleeps on\n');
  expect(letter).toContain('Made for Linux 7.3 as it is in\na tree, whose SHA-256 is\nabc\n');
  expect(letter).toContain('EDITME: what Documentation/process/generated-content.rst asks for');
  expect(letter).not.toMatch(/^Signed-off-by/m);
  expect(formProblems(readMail(letter))).toEqual([]);
});

test('a program says on which kernels nobody has run it, and why', () => {
  const unrun = { '6.12': 'no device', '7.3': 'no device' };
  const letter = letterOf([{ ...RACE, seen: [{ on: '6.18', says: ['gone'], exit: 1 }], unrun }]);
  expect(letter).toContain('  Linux 6.18:\n    gone\n  Linux 6.12 and 7.3: not run.\n    no device\n');
});

test('a patch with which nobody has run its program says so', () => {
  const letter = letterOf([{ ...RACE, tested: 'The program has not been run with the patch.' }]);
  expect(letter.replace(/\n {2}(?=\S)/g, ' ')).toContain(
    '- lost.c now, which patch 1 is to fix. How far that is tested: The program has not been run with the patch. What should be: no token is lost.',
  );
  expect(letter).not.toContain('fixed by');
});

test('a program that needs more than its patch says so', () => {
  const letter = letterOf([{ ...RACE, needs: 'It exits with 0 once patch 2 is applied as well.' }]);
  expect(letter.replace(/\n {2}(?=\S)/g, ' ')).toContain(
    'fixed by patch 1. It exits with 0 once patch 2 is applied as well. What should be:',
  );
});

test('a program is there whole, with the patch that fixes it and what each kernel said', () => {
  const letter = letterOf([RACE, MORE]);
  expect(letter).toContain(
    '- lost.c now, fixed by patch 1. What should be: no token is lost.\n  Linux 6.12 and 7.3:\n    gone\n',
  );
  expect(letter).toContain(
    '  Linux 6.12:\n    gone\n    for good\n  Linux 7.3:\n    here\n    (not seen here)\n',
  );
  expect(letter).toContain('  gcc -O2 -static -o lost lost.c && ./lost now; echo $?\n');
  expect(letter).toContain('  int main(void)\n  {\n  \treturn 1;\n  }\n');
  expect(letter.replace(/\n(?=\S)/g, ' ')).toContain(
    'say where gone.c can be had; where not, that it is to be had.',
  );
  expect(letter.replace(/\n(?=\S)/g, ' ')).toContain('No program shows what patch 2 fixes.');
});

test('above the program a person decides whether a list may have it', () => {
  const letter = letterOf();
  const at = letter.indexOf('EDITME: a person decides');
  expect(at).toBeGreaterThan(letter.indexOf('lost.c\n------'));
  expect(at).toBeLessThan(letter.indexOf('  gcc -O2'));
  const said = letter.slice(at, letter.indexOf('  gcc -O2')).replace(/\n(?=\S)/g, ' ');
  expect(said).toContain('A regular bug: keep the program.');
  expect(said).toContain('"do not publicly share a reproducer"; "just mention that one is available');
  expect(said).toContain('with a copy to security@kernel.org, first.');
  expect(letterOf([])).not.toContain('a person decides');
});

test.each<readonly [string, Race]>([
  ['needs the new interface', { ...RACE, today: false }],
  ['shows what is fixed elsewhere', { ...RACE, fix: 'token: Wire it up' }],
  ['shows what is fixed beside the series', { ...RACE, optional: true }],
])('a program that %s is not there, and the letter says that none is', (_, race) => {
  const letter = letterOf([race]).replace(/\n(?=\S)/g, ' ');
  expect(letter).not.toContain('lost.c');
  expect(letter).toContain('No program shows what patches 1 and 2 fix.');
});

test('of what was recorded it claims, and names as missing, what is about Linux without the new interface', () => {
  const letter = letterOf().replace(/\n(?=\S)/g, ' ');
  expect(letter).toContain('of these runs: conform today on unpatched (did not hold).');
  expect(letter).not.toMatch(/agree|fast \(with|mutants/);
});

test('of a kernel it says what it had of these patches where that was compared, and where not that it was not', () => {
  const compared = (name: string) => {
    const facts = [{ run: run('conform', name) }];
    return letterOf([RACE], { facts, gaps: [] }).replace(/\n(?=\S)/g, ' ');
  };
  const none = 'No kernel that has these patches alone was compared.';
  const plain = compared('today on unpatched');
  expect(plain).toContain(`The kernel unpatched had none of these patches. ${none} Patches for tests alone`);
  expect(plain).toContain('are in unpatched.');
  const fixed = 'today-fixed on today-fixed';
  const had = 'The kernel today-fixed had these 2 patches and no other of the series.';
  expect(compared(fixed)).toContain(`${had} Patches for`);
  const gaps = [{ ...EVIDENCE.gaps[0]!, run: run('conform', fixed) }];
  const missing = letterOf([RACE], { facts: [], gaps }).replace(/\n(?=\S)/g, ' ');
  expect(missing).toContain(none);
  expect(missing).not.toContain(had);
});

test.each([
  [1, 'The kernel today-fixed had the first of these patches and no other of the series.'],
  [0, 'The kernel today-fixed had none of these patches.'],
])(
  'where %i of the fixes stand at the head of the series no more is said to have been compared',
  (atHead, had) => {
    const facts = [{ run: run('conform', 'today-fixed on today-fixed') }];
    const letter = letterOf([RACE], { facts, gaps: [] }, atHead).replace(/\n(?=\S)/g, ' ');
    expect(letter).toContain(`${had} No kernel that has these patches alone was compared.`);
  },
);

test('without a text, or a subject, there is no letter', () => {
  const file = `documents/${SLUG}/prose.md`;
  edit(root, file, '**token: Hand on a token that is not taken** Who', 'Who');
  expect(() => letterOf()).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/prose\.md:\d+: it does not begin with the subject of a letter$/),
    }),
  );
  edit(root, file, '## Fixes', '## Notes');
  expect(() => letterOf()).toThrow('nothing below ## Fixes, with which a letter of its series begins');
});
