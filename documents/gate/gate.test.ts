// SPDX-License-Identifier: MIT
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { put } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import { bootedLater, gateLines, onDiskLine } from './gate.ts';
import { isOk } from './line.ts';
import { editmeLine } from './series.ts';

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
    ...{ fixes: { optional: new Map([['7.3', ['a patch']]]) }, races: [{ today: false }] },
  } as unknown as Documents;
  const lines = bootedLater(documents, base, false);
  expect(lines.map(({ check, state, command }) => [check, state, command])).toEqual(
    ['each patch builds 7.3', 'each patch builds 7.3 fixes', 'optional builds 7.3', 'guest 7.3'].map(
      (check) => [...[check, 'skipped', './syspec docs valid --check --boot --base 7.3']],
    ),
  );
  put(pristine, 'tools/verification/rvgen/__main__.py', '');
  const ready = bootedLater(documents, base, true);
  expect(ready.map(({ check }) => check)).toContain('monitors build 7.3');
  expect(ready.every(({ state }) => state === 'open')).toBe(true);
  const shown = bootedLater({ ...documents, races: [{ today: true }] } as unknown as Documents, base, false);
  expect(shown.at(-1)!.check).toBe('guest 7.3: programs of today');
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

describe('what a person has filled in', () => {
  const LETTER =
    'From: EDITME <editme@invalid>\n\nIt is so.\n\nEDITME: your sign-off, in the\nplace of this.\n---\n';
  const FILLED = 'From: Jane <j@example.org>\n\nIt is so.\n\nSigned-off-by: Jane <j@example.org>\n---\n';
  const documents = {
    ...{ material: { proposal: { slug: 'valid' } } },
    files: new Map([['letter-7.3.mbox', LETTER]]),
  } as unknown as Documents;
  let folder: string;
  beforeEach(() => {
    folder = folderOfTest();
  });
  /** The lines on what lies there, and whether they let it be sent. */
  const asked = (text: string) => {
    put(folder, 'valid/letter-7.3.mbox', text);
    const lines = [onDiskLine(folder, documents), editmeLine(folder, documents)];
    return { states: lines.map(({ state }) => state), note: lines[0]!.note, ready: isOk(lines, true) };
  };

  test('is no difference, and it is ready when no EDITME is left', () => {
    expect(asked(LETTER)).toEqual({ states: ['holds', 'open'], note: '1 file', ready: false });
    const note = '1 file, 1 of them filled in';
    expect(asked(FILLED)).toEqual({ states: ['holds', 'holds'], note, ready: true });
    const half = LETTER.replace('EDITME <editme@invalid>', 'Jane <j@example.org>');
    expect(asked(half)).toEqual({ states: ['holds', 'open'], note, ready: false });
  });
  test('beside what is changed elsewhere is a failure', () => {
    expect(asked(FILLED.replace('It is so.', 'It is not so.'))).toMatchObject({
      ...{ states: ['fails', 'holds'], ready: false },
    });
  });
});
