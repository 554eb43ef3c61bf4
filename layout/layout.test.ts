// SPDX-License-Identifier: MIT
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../base/root.ts';
import { anyForm, identifier, isSlug, moduleName } from '../base/slug.ts';
import { layoutFindings, requiredFiles } from './rules.ts';

const SPDX = '// SPDX-License-Identifier: MIT\n';
let root: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'syspec-layout-'));
  write('spec/README.md', '');
  write('spec/template.md', 'FILL IN: everything');
  write('spec/fd_lease.md', '# fd_lease\n');
  for (const file of requiredFiles('fd_lease')) write(file, SPDX);
  write('models/index.ts', `${SPDX}import { fdLease } from './fd_lease/index.ts';\n`);
  write('models/kit/explore.ts', SPDX);
  write('tla/runner/run.ts', SPDX);
});
afterEach(() => rmSync(root, { recursive: true }));

test('this checkout is laid out as it should be', () => {
  expect(layoutFindings(ROOT)).toEqual([]);
});

test('a complete tree has no findings', () => {
  expect(layoutFindings(root)).toEqual([]);
});

test('each file that a proposal lacks is named', () => {
  for (const file of requiredFiles('fd_lease')) rmSync(join(root, file));
  rmSync(join(root, 'models/index.ts'));
  expect(layoutFindings(root)).toEqual([
    'fd_lease: no model.ts in models/fd_lease',
    'fd_lease: no properties.ts in models/fd_lease',
    'fd_lease: no mutants.ts in models/fd_lease',
    'fd_lease: no scenarios.ts in models/fd_lease',
    'fd_lease: no index.ts in models/fd_lease',
    'fd_lease: no FdLease.tla in tla/fd_lease',
    'fd_lease: no MCFdLease.tla in tla/fd_lease',
    'fd_lease: no manifest.json in tla/fd_lease',
    'fd_lease: not imported in models/index.ts',
  ]);
});

describe('one finding each', () => {
  const cases: [string, string, string, string][] = [
    ['an unregistered proposal', 'models/index.ts', SPDX, 'fd_lease: not imported in models/index.ts'],
    [
      'an ill-named document',
      'spec/Fd-Lease.md',
      '',
      'spec/Fd-Lease.md: its name is not lower-case snake_case',
    ],
    ['an orphaned model', 'models/stray/a.ts', SPDX, 'models/stray: no spec/stray.md'],
    ['an orphaned specification', 'tla/stray/a.ts', SPDX, 'tla/stray: no spec/stray.md'],
    [
      'what is still to be written',
      'models/fd_lease/model.ts',
      `${SPDX}// FILL IN: the state\n`,
      'fd_lease: models/fd_lease/model.ts: FILL IN: the state',
    ],
    ['what a document lacks', 'spec/fd_lease.md', 'FILL IN: why', 'fd_lease: spec/fd_lease.md: FILL IN: why'],
    ['a missing licence', 'base/a.ts', 'export {};\n', 'base/a.ts: does not begin with an SPDX line'],
    ['a script without one', 'syspec', '#!/bin/sh\nset -e\n', 'syspec: does not begin with an SPDX line'],
    ['a path of one machine', 'a.md', `see ${'/work'}/main`, 'a.md:1: has a path of one machine'],
    [
      'a temporary path in a source',
      'base/a.ts',
      `${SPDX}'${'/tmp'}/x'`,
      'base/a.ts:2: has a path of one machine',
    ],
    ...['fd_lease', 'fd-lease', 'FdLease', 'MCFdLease', 'FD_LEASE'].map((name): (typeof cases)[number] => [
      `${name} in a shared part`,
      'models/kernel/task.ts',
      `${SPDX}// for ${name}\n`,
      'models/kernel/task.ts:2: names the proposal fd_lease; shared parts know none',
    ]),
  ];
  test.each(cases)('%s', (_, file, text, finding) => {
    write(file, text);
    expect(layoutFindings(root)).toEqual([finding]);
  });
});

test('what is allowed is not a finding', () => {
  write('cli/check.test.ts', `${SPDX}check('fd_lease')`);
  write('README.md', 'fd_lease');
  write('run.sh', `#!/bin/sh\n# SPDX-License-Identifier: MIT\nls ${'/tmp'}/x`);
  write('tla/runner/fixtures/a.log', `${'/tmp'}/x`);
  write('tla/runner/fixtures/Broken.cfg', 'INIT');
  write('node_modules/a/a.ts', 'fd_lease');
  write('dist/a.ts', 'fd_lease');
  expect(layoutFindings(root)).toEqual([]);
});

test('the forms of a name', () => {
  expect(['fd_lease', 'mm_fd', 'pipe2'].every(isSlug)).toBe(true);
  expect(['', 'Fd', 'fd-lease', '2fd', '_fd', 'fd_', 'fd__x', '../fd'].some(isSlug)).toBe(false);
  expect([moduleName('fd_lease'), identifier('fd_lease')]).toEqual(['FdLease', 'fdLease']);
  expect(anyForm('fd_lease').test('fdleas')).toBe(false);
});
