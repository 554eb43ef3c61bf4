// SPDX-License-Identifier: MIT
// `--source` of commands that go on to boot what they build: the tree is what the kernel is built from.
import { beforeEach, expect, test, vi } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import type { TargetOptions } from '../conformance/harness/target/index.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { saveRecorded, toRecorded } from '../conformance/replay/file.ts';
import { ACCEPT_WOKEN } from '../conformance/replay/fixtures/sequences.ts';
import { captured } from './fixtures/captured.ts';

const asked = vi.hoisted((): TargetOptions[] => []);

vi.mock('../conformance/harness/target/index.ts', () => ({
  openTarget: (options: TargetOptions) => {
    asked.push(options);
    throw new Error('nothing is built here');
  },
}));

const folder = folderOfFile();
beforeEach(() => {
  asked.length = 0;
});

const EXPLAIN = [
  ...['explain', 'fconnectat', 'today-connect', '--claim', 'C2', '--scenario', 'backlog'],
  '--kernel',
];

test('explain --kernel', async () => {
  await captured(...EXPLAIN, '--base', '7.3', '--source', 'tree');
  expect(asked).toMatchObject([{ base: '7.3', source: 'tree' }]);
});

test('replay: the flavour and the base are those of the failure, where no other is asked for', async () => {
  const [{ slug, variant }] = Object.values(CONFORMANCE)[0]!.variants;
  const failure = { ops: ACCEPT_WOKEN, crash: { crashed: 'Oops: 0002' }, observed: [] };
  const file = saveRecorded(
    folder,
    toRecorded(failure, {
      ...{ slug, variant, lane: 'lockstep', target: { flavour: 'hooks', base: '7.3' } },
      ...{ release: '7.3.4', grade: 'proved', seed: null },
    }),
  );
  await captured('replay', file, '--source', 'tree');
  await captured('replay', file, '--source', 'tree', '--flavour', 'fast', '--base', '6.12');
  await captured('replay', file);
  expect(asked).toMatchObject([
    { flavour: 'hooks', base: '7.3', source: 'tree' },
    { flavour: 'fast', base: '6.12', source: 'tree' },
    { flavour: 'hooks', base: '7.3' },
  ]);
  expect(asked[2]).not.toHaveProperty('source');
});
