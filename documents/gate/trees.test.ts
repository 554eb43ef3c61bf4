// SPDX-License-Identifier: MIT
// The trees in which selftest and monitors are built; the tools are made up.
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import type { Monitor } from '../pages/monitors.ts';
import { compiled } from './compile.ts';
import { monitorObjectsLine } from './monitor-objects.ts';

let root: string;
let env: NodeJS.ProcessEnv;
let where: { readonly folder: string; readonly base: Base; readonly documents: Documents };

/** Puts a program in the place of one that is installed. */
function program(name: string, script: string): void {
  put(root, `bin/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
}

beforeEach(() => {
  root = folderOfTest();
  checkout(root);
  put(root, 'cache/source/kernel/trace/rv/Kconfig', '');
  put(root, 'cache/source/tools/verification/rvgen/__main__.py', '');
  for (const name of ['make', 'gcc', 'git', 'flex', 'bison', 'bc', 'python3']) program(name, 'exit 0');
  env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  const documents = {
    ...{ material: materialOf(root, SLUG), selftest: { folder: SLUG } },
    ...{ series: new Map([['7.3', { mails: ['a mail'] }]]), monitors: [{ name: 'once' } as Monitor] },
  } as unknown as Documents;
  const base = { name: '7.3', pristine: join(root, 'cache/source') } as unknown as Base;
  where = { folder: join(root, 'out'), base, documents };
});

test("git and make see no variables of git of whoever's hook it is, and look for no repository above", async () => {
  const log = join(root, 'log');
  const ends = { git: 0, make: 1 };
  for (const [name, code] of Object.entries(ends))
    program(name, `env | grep ^GIT_ | sed 's/^/${name} /' >>${log}; exit ${code}`);
  const hooked = { ...env, GIT_INDEX_FILE: '/somebody/elses', GIT_DIR: '/somebody/elses' };
  put(root, `out/${SLUG}/monitors/once.c`, '');
  // What repeats it is no command in a tree that is gone.
  expect((await compiled(where, hooked)).line).toMatchObject({
    ...{ state: 'fails', command: './syspec docs valid --check --base 7.3' },
  });
  expect(await monitorObjectsLine(where, hooked)).toMatchObject({
    ...{ state: 'fails', command: './syspec docs valid --check --boot --base 7.3' },
  });
  const top = (kind: string) => `GIT_CEILING_DIRECTORIES=${root}/cache/source\\.${kind}-\\w+$`;
  expect(readFileSync(log, 'utf8').split('\n')).toEqual([
    ...['git', 'make'].map((name) => expect.stringMatching(`^${name} ${top('selftest')}`)),
    ...['git', 'make'].map((name) => expect.stringMatching(`^${name} ${top('monitors')}`)),
    '',
  ]);
});

test('a build ends with Ctrl-C, is no verdict, and leaves no tree', async () => {
  for (const build of [compiled, monitorObjectsLine]) {
    program('git', 'exec sleep 600');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await expect(build(where, env, controller.signal)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(readdirSync(join(root, 'cache'))).toEqual(['source']);
  }
});

test('trees that a process has left are removed after a day; others are not', async () => {
  const cache = join(root, 'cache');
  const old = [
    'source.selftest-aaaaaa',
    'source.monitors-bbbbbb',
    'source.selftest-notes',
    'other.selftest-cccccc',
  ];
  for (const name of [...old, 'source.selftest-dddddd'])
    mkdirSync(join(cache, name, 'tree'), { recursive: true });
  for (const name of old) utimesSync(join(cache, name), 0, 0);
  await compiled(where, env).catch(() => undefined);
  expect(readdirSync(cache).sort()).toEqual([...old.slice(2), 'source', 'source.selftest-dddddd'].sort());
});
