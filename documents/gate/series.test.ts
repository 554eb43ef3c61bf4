// SPDX-License-Identifier: MIT
// Whom the gate names for what is sent; the tree's script is made up.
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { put, SLUG } from '../fixtures/checkout.ts';
import type { Base, Documents } from '../generate.ts';
import type { Part } from '../series/series.ts';
import { editmeLine, recipientsLine } from './series.ts';

test.each(['new-syscall', 'changed-syscall', 'operation', 'file-type'])(
  'the whole series goes to the lists of interfaces, the fixes do not: %s',
  async (kind) => {
    const root = folderOfTest();
    put(root, 'scripts/get_maintainer.pl', '#!/bin/sh\necho "A <a@b>"\n');
    chmodSync(join(root, 'scripts/get_maintainer.pl'), 0o755);
    mkdirSync(join(root, 'out', SLUG), { recursive: true });
    const made = new Map([['7.3', { mails: ['a mail'] }]]);
    const documents = {
      ...{ material: { proposal: { slug: SLUG, kind } }, series: made, fixesAlone: made },
    } as unknown as Documents;
    const base = { name: '7.3', pristine: root } as unknown as Base;
    const named = async (part: Part, file: string) => {
      const where = { folder: join(root, 'out'), base, documents, part };
      expect((await recipientsLine(where, process.env)).state).toBe('holds');
      return readFileSync(join(root, 'out', SLUG, file), 'utf8');
    };
    expect(await named('series', 'recipients-7.3.txt')).toBe(
      'A <a@b>\nlinux-api@vger.kernel.org\nlinux-man@vger.kernel.org\n',
    );
    expect(await named('fixes', 'recipients-fixes-7.3.txt')).toBe('A <a@b>\n');
  },
);

test('what is left for a person is counted in lines', () => {
  const root = folderOfTest();
  put(root, `${SLUG}/a`, 'EDITME\n');
  put(root, `${SLUG}/b`, 'EDITME\nEDITME\n');
  const documents = {
    ...{ material: { proposal: { slug: SLUG } }, files: new Map(['a', 'b'].map((file) => [file, ''])) },
  } as unknown as Documents;
  expect(editmeLine(root, documents).details).toEqual(['a: 1 line', 'b: 2 lines']);
});
