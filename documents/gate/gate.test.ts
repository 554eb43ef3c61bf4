// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { put } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { bootedLater, gateLines, onDiskLine } from './gate.ts';

test('after Ctrl-C no more checks are begun', async () => {
  const documents = { material: { proposal: { slug: 'valid' } } } as unknown as Documents;
  const said: string[] = [];
  const options = {
    ...{ root: '.', folder: '.', bases: [], env: {}, boot: false, ready: false },
    onProgress: (text: string) => void said.push(text),
    signal: AbortSignal.abort(),
  };
  await expect(gateLines(documents, options)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(said).toEqual([]);
});

test('what is made with --boot alone is named without it, for the fixes too, and is open where all is to be ready', () => {
  const pristine = folderOfTest();
  const base: Base = { name: '7.3', hash: '', origin: 'x', pristine, patches: [], exceptions: [] };
  const documents = {
    ...{ material: { proposal: { slug: 'valid' } }, fixesAlone: new Map([['7.3', {}]]), monitors: [{}] },
    fixes: { optional: new Map([['7.3', ['a patch']]]) },
  } as unknown as Documents;
  const lines = bootedLater(documents, base, false);
  expect(lines.map(({ check, state, command }) => [check, state, command])).toEqual(
    ['each patch builds 7.3', 'each patch builds 7.3 fixes', 'optional builds 7.3', 'guest 7.3'].map(
      (check) => [...[check, 'skipped', './syspec docs valid --check --boot']],
    ),
  );
  put(pristine, 'tools/verification/rvgen/__main__.py', '');
  const ready = bootedLater(documents, base, true);
  expect(ready.map(({ check }) => check)).toContain('monitors build 7.3');
  expect(ready.every(({ state }) => state === 'open')).toBe(true);
});

test('a file of an earlier run is named; the folders of tools, and whom a check names, are none', () => {
  const folder = folderOfTest();
  const documents = {
    ...{ material: { proposal: { slug: 'valid' } } },
    files: new Map([['series-7.3.mbox', 'x\n']]),
  } as unknown as Documents;
  put(folder, 'valid/series-7.3.mbox', 'x\n');
  for (const file of ['.written.json', '.b4/whole.mbox', '.patches/series-7.3/1.patch', 'recipients-7.3.txt'])
    put(folder, `valid/${file}`, 'x\n');
  expect(onDiskLine(folder, documents)).toMatchObject({ state: 'holds', details: [] });
  for (const file of ['fixes-7.3.mbox', 'today/lost.md']) put(folder, `valid/${file}`, 'x\n');
  expect(onDiskLine(folder, documents)).toMatchObject({
    state: 'fails',
    details: ['fixes-7.3.mbox', 'today/lost.md'].map(
      (file) => `${folder}/valid/${file} is not generated, or no more`,
    ),
  });
});
