// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, SLUG } from '../fixtures/checkout.ts';
import { type Material, materialOf } from '../material.ts';
import type { Race } from '../selftest/races.ts';
import type { Selftest } from '../selftest/selftest.ts';
import { additions } from './additions.ts';
import { formProblems } from './mail.ts';

const SELFTEST: Selftest = {
  ...{ folder: 'fs/valid', files: new Map([['Makefile', '']]), rules: ['R1', 'R2'], rows: ['E1'] },
  tests: [{ name: 'a', what: 'a', words: ['./a'] }],
};
const RACE: Race = {
  ...{ file: 'x/lost.c', name: 'lost', args: ['now'], what: 'no token is lost', rules: [], today: true },
  ...{ optional: false, seen: [], text: '' },
};

function made(more: Partial<Material['proposal']> = {}, races: readonly Race[] = [RACE]) {
  const root = folderOfTest();
  checkout(root);
  const material = materialOf(root, SLUG);
  const proposal = { ...material.proposal, ...more };
  return additions({ ...material, proposal }, SELFTEST, { races, page: 'A page.' });
}

test('subjects name the subsystem and what is tested or described, as a reader of the log needs it', () => {
  const subjects = (more?: Partial<Material['proposal']>) => made(more).map(({ subject }) => subject);
  expect(subjects()).toEqual([
    'selftests: fs: valid: Test valid()',
    'Documentation: userspace-api: Describe valid()',
  ]);
  const calls = [{ name: 'send' }, { name: 'recv' }] as Material['proposal']['calls'];
  expect(subjects({ kind: 'changed-syscall', calls, title: 'send to a token, and receive' })).toEqual([
    'selftests: fs: valid: Test how to send to a token',
    'Documentation: userspace-api: Describe how to send to a token',
  ]);
});

test('messages say what nobody did, what is added, and which races have a program', () => {
  const [selftest, page] = made();
  const inLine = (text: string) => text.replace(/\n(?=\S)/g, ' ');
  expect(inLine(selftest!.body)).toContain('Nothing in the tree tests valid() for what it promises: take a');
  expect(inLine(selftest!.body)).toContain('Add 1 test, of 2 rules and 1 error.');
  expect(selftest!.body).toContain('\n- lost now: no token is lost.');
  expect(inLine(page!.body)).toContain('what valid() can be used for: take a token once.');
  for (const { subject, body } of [selftest!, page!])
    expect(formProblems({ subject, body, rest: '' })).toEqual([]);
  expect(made({}, [])[0]!.body).not.toContain('The races');
});
