// SPDX-License-Identifier: MIT
// The files of a selftest that are not C.
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { readProposal } from '../../spec/index.ts';
import type { Race } from './races.ts';
import { selftestOf } from './selftest.ts';

const race = (name: string, config?: string[]): Race => ({
  ...{ file: `x/${name}.c`, name, args: [], what: 'x', rules: [], today: false, text: '' },
  ...{ optional: false, seen: [], ...(config === undefined ? {} : { config }) },
});

test('programs are built everywhere, sequences where their numbers are; and what they need is listed', () => {
  const { slug, variants } = Object.values(CONFORMANCE)[0]!;
  const races = [
    race('moved', ['CGROUPS']),
    // With other arguments.
    ...[race('moved'), race('moved')],
    ...Array.from({ length: 9 }, (_, i) => race(`a-long-name-${i}`)),
  ];
  const { files, tests } = selftestOf(
    readProposal(inRoot('spec', `${slug}.md`)),
    variants.find(({ needsProposal }) => needsProposal)!,
    { folder: 'net/x', races, options: ['X'] },
  );
  const [before = '', after = ''] = files.get('Makefile')!.split('include ../../lib.mk\n');
  expect(before).toContain('LOCAL_HDRS += sequence.h\n');
  expect(before).toContain('TEST_GEN_PROGS_EXTENDED := moved \\\n\ta-long-name-0 \\\n');
  expect(before).not.toMatch(/sequences|-static|CC\)/);
  expect(after).toMatch(
    /\$\(CC\).*\nifeq \(__x86_64__,.*__ILP32__.*\)\nTEST_GEN_PROGS_EXTENDED \+= \$\(OUTPUT\)\/sequences\n/,
  );
  // The tests together may take longer than any limit that is sensible for one.
  expect(files.get('settings')).toContain('\ntimeout=0\n');
  const config = files.get('config')!.split('\n');
  expect(config).toEqual(
    expect.arrayContaining(['CONFIG_PROC_FS=y', 'CONFIG_TMPFS=y', 'CONFIG_CGROUPS=y', 'CONFIG_X=y']),
  );
  expect(files.get('.gitignore')).toContain('\nsequences\nmoved\n');
  const names = tests.map(({ name }) => name);
  expect(names).toContain('moved');
  expect(new Set(names).size).toBe(names.length);
  // Its runtime has no more than it uses.
  expect(files.get('sequence.h')).not.toMatch(/CLONE_NEWUSER|AS_USER|mkdtemp/);
});

test('without a case the header of the runtime is one of C still', () => {
  const { slug, variants } = Object.values(CONFORMANCE)[0]!;
  const proposed = variants.find(({ needsProposal }) => needsProposal)!;
  const { files } = selftestOf(
    readProposal(inRoot('spec', `${slug}.md`)),
    { ...proposed, cases: [], errors: () => [] },
    { folder: 'x', races: [], options: [] },
  );
  expect(files.get('sequence.h')).not.toContain('Infinity');
});
