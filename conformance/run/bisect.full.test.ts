// SPDX-License-Identifier: MIT
// `git bisect run` with `conform --bisect`, on commits that each add a patch to a kernel: it names the one that broke it.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Compiled, compiled } from '../../base/fixtures/compiled.ts';
import { inRoot } from '../../base/root.ts';
import { CONFORMANCE } from '../index.ts';
import { buildKernel } from '../kernel/build/build.ts';

const [{ slug, variant }] = Object.values(CONFORMANCE)[0]!.variants;
const FAULT = readFileSync(inRoot('conformance', 'run', 'fixtures', 'planted.patch'), 'utf8');

/** A patch that changes nothing that is run. */
const harmless = (file: string, licence: string): string => `--- a/${file}
+++ b/${file}
@@ -1,2 +1,3 @@
 // SPDX-License-Identifier: ${licence}
+/* One of a series that is bisected. */
 /*
`;
const PIPE = harmless('fs/pipe.c', 'GPL-2.0');
const SYS = harmless('kernel/sys.c', 'GPL-2.0');
const GARBAGE = harmless('net/unix/garbage.c', 'GPL-2.0-or-later');
const AF_UNIX = harmless('net/unix/af_unix.c', 'GPL-2.0-or-later');
/** Its context is of no kernel. */
const DOES_NOT_APPLY = harmless('fs/pipe.c', 'none');

let built: Compiled;
beforeAll(async () => {
  await buildKernel({ flavour: 'unpatched' });
  built = compiled('bisect', "import './dist/cli/main.js';");
  // The command line asks it for the version.
  copyFileSync(inRoot('package.json'), join(built.root, 'package.json'));
});
afterAll(() => rmSync(built.root, { recursive: true }));

async function git(folder: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
  // Not synchronously: the test runner wants an answer now and then.
  const { stdout } = await promisify(execFile)('git', [...who, ...words], { cwd: folder, env });
  return stdout;
}

/** A repository in which the commit `number N` leaves the patches of the Nth entry in place. */
async function repository(series: readonly (readonly string[])[]): Promise<string> {
  const folder = mkdtempSync(join(built.root, 'repository-'));
  await git(folder, 'init', '-q');
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'number 0');
  for (const [index, patches] of series.entries()) {
    for (const [at, text] of patches.entries()) writeFileSync(join(folder, `${at}.patch`), text);
    await git(folder, 'add', '.');
    await git(folder, 'commit', '-q', '-m', `number ${index + 1}`);
  }
  return folder;
}

/** Judges the kernel with the patches of the work tree; any exit code that says neither good, bad nor skip ends it all. */
function judge(): string {
  const path = join(built.root, 'judge.sh');
  const failures = join(built.root, 'failures');
  writeFileSync(
    path,
    `set --
for patch in *.patch; do set -- "$@" --patch "$PWD/$patch"; done
'${process.execPath}' '${built.root}/dist/cli/main.js' conform ${slug} --variant ${variant} --lane cases \\
  --flavour unpatched --failures '${failures}' --bisect "$@"
status=$?
case $status in 0 | 1 | 125) exit $status ;; esac
exit 255
`,
  );
  return path;
}

/** What bisection comes to between the first commit and the last: the subject of the culprit, and of those skipped. */
async function bisect(series: readonly (readonly string[])[]) {
  const folder = await repository(series);
  await git(folder, 'bisect', 'start', 'HEAD', `HEAD~${series.length}`);
  const said = await git(folder, 'bisect', 'run', 'sh', judge());
  const [, culprit] = /^([0-9a-f]{40}) is the first bad commit$/m.exec(said) ?? [];
  expect(culprit, said).toBeDefined();
  const log = await git(folder, 'bisect', 'log');
  return {
    culprit: (await git(folder, 'log', '-1', '--format=%s', culprit!)).trim(),
    skipped: [...log.matchAll(/^# skip: \[\w+\] (.*)$/gm)].map(([, subject]) => subject),
  };
}

test('of five commits the third is named, which brought the fault', async () => {
  const patches = [GARBAGE, PIPE, FAULT, SYS, AF_UNIX];
  const series = patches.map((_, index) => patches.slice(0, index + 1));
  expect(await bisect(series)).toEqual({ culprit: 'number 3', skipped: [] });
});

test('a commit whose kernel cannot be built is skipped, and the culprit is found beside it', async () => {
  // Of six the third is asked first.
  const series = [
    [GARBAGE],
    [GARBAGE, PIPE],
    [GARBAGE, PIPE, DOES_NOT_APPLY],
    [GARBAGE, PIPE, SYS],
    [GARBAGE, PIPE, SYS, FAULT],
    [GARBAGE, PIPE, SYS, FAULT, AF_UNIX],
  ];
  expect(await bisect(series)).toEqual({ culprit: 'number 5', skipped: ['number 3'] });
});
