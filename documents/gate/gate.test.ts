// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { put } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { bootedLater, gateLines } from './gate.ts';

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
