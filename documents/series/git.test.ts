// SPDX-License-Identifier: MIT
// What is made of how git ends; the git is made up.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Patch } from '../../conformance/kernel/source/patch.ts';
import { put } from '../fixtures/checkout.ts';
import { amProblem } from '../gate/series.ts';
import { git } from './git.ts';
import { makeSeries } from './series.ts';

let root: string;
beforeEach(() => {
  root = folderOfTest();
});

/** An environment whose git does this; `$1` is its first word. */
function doing(script: string): NodeJS.ProcessEnv {
  put(root, 'bin/git', `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, 'bin/git'), 0o755);
  return { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
}

test('an exit code is a failure, with what was said', async () => {
  await expect(git(root, ['am', 'x'], doing('echo out; echo err >&2; exit 3'))).rejects.toMatchObject({
    ...{ code: 3, said: 'err\nout\n', message: 'git am x exits with 3: err\nout\n' },
  });
  expect(await git(root, ['am'], doing('echo out; echo err >&2'))).toBe('out\n');
});

test('git am that fails without a word is a problem', async () => {
  expect(await amProblem(root, 'x', doing('exit 1'))).toEqual(['git am exits with 1']);
  expect(await amProblem(root, 'x', doing('echo no >&2; exit 128'))).toEqual(['git am exits with 128', 'no']);
  expect(await amProblem(root, 'x', doing('exit 0'))).toEqual([]);
});

test('git am that a signal ends is no verdict, also where a series is made', async () => {
  const interrupted = { code: 'INTERRUPTED', message: expect.stringContaining('was ended by SIGKILL') };
  await expect(amProblem(root, 'x', doing('kill -9 $$'))).rejects.toMatchObject(interrupted);
  put(root, 'a.patch', 'Subject: [PATCH] a: b\n\nIt is.\n---\n');
  const patch = { path: join(root, 'a.patch'), files: ['a'] } as unknown as Patch;
  // What `init` makes for real, this one makes too.
  const env = doing('case $1 in init) mkdir -p .git/info;; am) kill -9 $$;; esac');
  await expect(makeSeries(root, [patch], [], env)).rejects.toMatchObject(interrupted);
});

test("git does not see the variables of whoever's hook it is", async () => {
  const names = ['GIT_INDEX_FILE', 'GIT_DIR', 'GIT_WORK_TREE'];
  const env = {
    ...doing('env | grep -c -E "^(GIT_INDEX_FILE|GIT_DIR|GIT_WORK_TREE)="; env | grep ^GIT_AUTHOR_NAME'),
    ...Object.fromEntries(names.map((name) => [name, '/somebody/elses'])),
  };
  expect(await git(root, ['add'], env)).toBe('0\nGIT_AUTHOR_NAME=EDITME\n');
});
