// SPDX-License-Identifier: MIT
// What the gate makes of what checkpatch says; the script is made up.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { put } from '../fixtures/checkout.ts';
import { checkpatchProblems, type Lying, namesBySubject } from './checkpatch.ts';

let root: string;
let lying: Lying;
beforeEach(() => {
  root = folderOfTest();
  put(root, 'mails/1.patch', '');
  lying = {
    ...{ file: join(root, 'mails/1.patch'), subject: 'fs: Lose none', title: 'patch 1 (fs: Lose none)' },
    name: '0003-fs-Lose-none.patch',
  };
});

const SAYS = 'WARNING:LEADING_SPACE: please, no spaces';
const WHOLE = `${SAYS}\ntotal: 0 errors, 1 warnings, 0 checks, 9 lines checked`;

/** The problems where it says so, and these patches have an exception. */
function problems(text: string, exceptions: readonly string[] = [], end = '') {
  put(root, 'scripts/checkpatch.pl', `#!/bin/sh\ncat <<'END'\n${text}\nEND\n${end}\n`);
  chmodSync(join(root, 'scripts/checkpatch.pl'), 0o755);
  const listed = exceptions.map((where) => ({ tool: 'checkpatch' as const, where, says: SAYS, why: 'so' }));
  return checkpatchProblems({ pristine: root, exceptions: listed }, [lying], process.env);
}

test('an exception is one of the patch that it names', async () => {
  expect((await problems(WHOLE, ['0003-fs-Lose-none.patch'])).problems).toEqual([]);
  const told = [`patch 1 (fs: Lose none): ${SAYS}`];
  expect((await problems(WHOLE, ['0001-fs-Lose-all.patch'])).problems).toEqual(told);
  lying = { ...lying, name: undefined };
  expect((await problems(WHOLE, ['0003-fs-Lose-none.patch'])).problems).toEqual(told);
});

test('of what is generated some of it stays, with a reason', async () => {
  lying = { ...lying, name: undefined, subject: 'selftests: fs: Test it' };
  const { problems: found, stays } = await problems(WHOLE.replace('LEADING_SPACE', 'FILE_PATH_CHANGES'));
  expect(found).toEqual([]);
  expect(stays).toEqual([expect.stringContaining('MAINTAINERS')]);
});

test('a patch is known by its subject, wherever it stands in what is sent', () => {
  put(root, '0003-fs-Lose-none.patch', 'From a\nSubject: [PATCH 3/9] fs: Lose none\n\nSo.\n---\n');
  const name = '0003-fs-Lose-none.patch';
  expect(namesBySubject([{ path: join(root, name), name }])).toEqual(new Map([['fs: Lose none', name]]));
});

test('one that dies has said something, and can be run by hand: there is no verdict', async () => {
  await expect(problems(SAYS, [], "echo 'no module JSON' >&2; exit 255")).rejects.toMatchObject({
    code: 'KERNEL_SOURCE',
    message: `checkpatch of patch 1 (fs: Lose none) was cut short and exits with 255:\nno module JSON\n${SAYS}`,
    hint: expect.stringMatching(/Run it by hand: .*scripts\/checkpatch\.pl --root=.* .*mails\/1\.patch$/),
  });
});
