// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, edit, SLUG } from '../fixtures/checkout.ts';
import { type Material, materialOf } from '../material.ts';
import type { Race } from '../selftest/races.ts';
import type { Selftest } from '../selftest/selftest.ts';
import { additions } from './additions.ts';
import { formProblems } from './mail.ts';
import { type Addition, inserted } from './series.ts';

const SELFTEST: Selftest = {
  ...{ folder: 'fs/valid', files: new Map([['Makefile', '']]), rules: ['R1', 'R2'], rows: ['E1'] },
  tests: [
    { name: 'a', what: 'a', words: ['./sequences', 'a'] },
    { name: 'lost', what: 'b', words: ['./lost', 'now'] },
  ],
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
  const [{ body }] = made({ kind: 'changed-syscall', calls, title: 'send to a token, and receive' }) as [
    Addition,
  ];
  expect(body.replaceAll('\n', ' ')).toContain(
    'On a kernel where these calls do not send to a token all tests',
  );
});

test('messages say what nobody did, what is added, what that needs, and which races have a program', () => {
  const [selftest, page] = made();
  const inLine = (text: string) => text.replace(/\n(?=\S)/g, ' ');
  expect(inLine(selftest!.body)).toContain('Nothing in the tree tests valid() for what it promises: take a');
  const body = inLine(selftest!.body);
  expect(body).toContain('Add 2 tests. 1 is a sequence of calls, with what may be seen after each');
  expect(body).toContain('Among that is 1 error of the man page,');
  for (const needed of ['need root', 'mount namespace of its own', 'SCHED_FIFO'])
    expect(body).toContain(needed);
  expect(body).toContain('On a kernel without valid() all tests are skipped');
  expect(selftest!.body).toContain('\n- lost now: no token is lost.');
  expect(inLine(page!.body)).toContain('what valid() can be used for: take a token once.');
  for (const { subject, body } of [selftest!, page!])
    expect(formProblems({ subject, body, rest: '' })).toEqual([]);
  expect(made({}, [])[0]!.body).not.toContain('The others');
  expect(body).toContain('EDITME: where the model and the generator can be had');
  const root = folderOfTest();
  checkout(root);
  edit(
    root,
    `documents/${SLUG}/prose.md`,
    '## Checklist',
    '## What changes\n\n**selftest** None does it.\n\n**documentation** No page says so.\n\n## Checklist',
  );
  const [test, described] = additions(materialOf(root, SLUG), SELFTEST, { races: [RACE], page: '' });
  expect(test!.body).toMatch(/^None does it\.\n\nAdd 2/);
  expect(described!.body).toMatch(/^No page says so\.\n\nAdd a page/);
});

test('a list in another form is named, and nothing is left out of it without a word', () => {
  const [selftest, page] = made();
  const index = 'System calls\n============\n\n.. toctree::\n   :maxdepth: 1\n\n   futex2\n';
  expect(inserted(page!.list!, index)).toBe(`${index}   valid\n`);
  expect(inserted(selftest!.list!, 'TARGETS += zram\n')).toBe('TARGETS += fs/valid\nTARGETS += zram\n');
  for (const { list } of [selftest!, page!])
    expect(() => inserted(list!, 'Calls\n=====\n')).toThrow(
      expect.objectContaining({ code: 'KERNEL_SOURCE', message: expect.stringContaining(`${list!.file}: `) }),
    );
});
