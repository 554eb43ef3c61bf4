// SPDX-License-Identifier: MIT
// The mail for man-pages, of a new page and of one that exists, and the comments above entry points: all holds, and what is planted is found.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readPatch } from '../../conformance/kernel/source/patch.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import { type Base, type Documents, writeDocuments } from '../generate.ts';
import { materialOf } from '../material.ts';
import { entriesOf } from '../pages/entries.ts';
import { kernelDoc } from '../pages/kernel-doc.ts';
import { MAN_PAGES, makeManPages } from '../series/man-pages.ts';
import { kernelDocLine } from './kernel-doc.ts';
import { manPagesLine } from './man-pages.ts';

const NEW = new Map([['man2/valid.2', '.TH valid 2\n.SH NAME\nvalid\n']]);
const LINES = ['.TH send 2', '.SH NAME', 'send', '.SH ERRORS', '.SH NOTES', '.SH BUGS', 'None.'];
const BEFORE = LINES.map((line) => `${line}\n`).join('');
const CHANGED = new Map([
  ['man2/send.2', BEFORE.replace('.SH NOTES\n', '.SH NOTES\nNew.\n')],
  ['man2/send.2.before', BEFORE],
  ['man2/send.2.txt', 'send'],
]);

let root: string;
let folder: string;
let documents: Documents;
beforeEach(() => {
  root = folderOfTest();
  folder = join(root, 'out');
  checkout(root);
});

async function made(pages: ReadonlyMap<string, string>): Promise<string> {
  const material = materialOf(root, SLUG);
  const mail = await makeManPages(material, pages);
  const files = new Map([...pages, [MAN_PAGES, mail], ['kernel-doc.txt', kernelDoc(material, new Map())]]);
  documents = { material, files } as unknown as Documents;
  writeDocuments(folder, SLUG, documents);
  return mail;
}
const rewrite = (file: string, was: string, is: string) => {
  const path = join(folder, SLUG, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(was);
  writeFileSync(path, text.replace(was, is));
};
const line = () => manPagesLine(folder, documents, process.env);

test('a new page is one mail, without a sign-off, with what a person has to know of that project', async () => {
  const mail = await made(NEW);
  expect(mail).toContain('Subject: [PATCH man-pages] man2/valid.2: Add the page of valid()\n');
  expect(mail).toContain('EDITME: your Signed-off-by');
  expect(mail).not.toMatch(/^(?:Signed-off|Assisted)-by:/m);
  expect(mail).toContain('linux-man@vger.kernel.org');
  expect(await line()).toMatchObject({ check: 'man-pages', state: 'holds', details: [], note: '1 new page' });
});

test('pages that exist are changed, all by one mail, and their renderings are in none', async () => {
  const mail = await made(CHANGED);
  expect(mail).toContain('Subject: [PATCH man-pages] send.2: Describe how to take a token once\n');
  expect(mail).toMatch(/^ \.SH NOTES\n\+New\.$/m);
  expect(mail).not.toContain('send.2.txt');
  expect(await line()).toMatchObject({ state: 'holds', note: "1 page of Debian's package" });
});

test('both are counted: those that exist, and a new one', async () => {
  await made(new Map([...CHANGED, ...NEW]));
  expect(await line()).toMatchObject({ state: 'holds', note: "1 page of Debian's package, 1 new page" });
});

describe('what is planted is found:', () => {
  test('pages that are other ones today', async () => {
    await made(CHANGED);
    const files = new Map([...documents.files, ['man2/send.2.before', 'other\n']]);
    const { state, details } = await manPagesLine(folder, { ...documents, files }, process.env);
    expect([state, details.join()]).toEqual(['fails', expect.stringContaining('man2/send.2')]);
  });

  test('another page than the one that is generated, and one that is left out', async () => {
    await made(CHANGED);
    rewrite(MAN_PAGES, '+New.', '+Old.');
    expect((await line()).details).toEqual(['man-pages.mbox makes another man2/send.2']);
    await made(NEW);
    rewrite(MAN_PAGES, 'b/man2/valid.2\n@@', 'b/man2/other.2\n@@');
    expect((await line()).state).toBe('fails');
  });

  test('a long subject', async () => {
    await made(NEW);
    rewrite(MAN_PAGES, 'Add the page', `Add ${'the '.repeat(20)}page`);
    expect((await line()).details).toEqual([expect.stringMatching(/^man-pages\.mbox: the subject has \d+/)]);
  });
});

describe('comments above entry points', () => {
  /** Takes the place of the tree's script: it says which words it was given, and that a description is missing. */
  const script = (says: string, code: number) => {
    put(root, 'source/scripts/kernel-doc', `#!/bin/sh\necho "${says}"\nexit ${code}\n`);
    chmodSync(join(root, 'source/scripts/kernel-doc'), 0o755);
    define('valid');
  };
  const define = (name: string) =>
    put(
      root,
      'valid.patch',
      `--- a/fs/valid.c\n+++ b/fs/valid.c\n@@ -1 +1,3 @@\n a\n+SYSCALL_DEFINE2(${name}, int, fd,\n+\t\tunsigned int, flags)\n`,
    );
  const asked = () => {
    const base: Base = {
      ...{ name: '7.3', hash: '', origin: 'x', pristine: join(root, 'source'), exceptions: [] },
      patches: [readPatch(join(root, 'valid.patch'))],
    };
    const entries = new Map([[base.name, entriesOf(base, ['valid'])]]);
    return kernelDocLine({ folder, base, documents: { ...documents, entries } }, process.env);
  };

  test('stand above what they are about', async () => {
    await made(NEW);
    script('', 0);
    expect(await asked()).toMatchObject({ check: 'kernel-doc 7.3', state: 'holds', note: '1 comment' });
    const source = readFileSync(join(folder, SLUG, '.kernel-doc/entries.c'), 'utf8');
    expect(source).toMatch(/^ \*\/\nSYSCALL_DEFINE2\(valid, int, fd, unsigned int, flags\)\n\{$/m);
  });

  test('a call that the code does not define, and errors that have changed, are failures', async () => {
    await made(NEW);
    script('', 0);
    define('other');
    const never = { call: 'valid', summary: 'take it', never: ['E1'], hash: '00000000' };
    const { material } = documents;
    documents = { ...documents, material: { ...material, calls: new Map([['valid', never]]) } };
    expect((await asked()).details).toEqual([
      expect.stringMatching(
        /^documents\/valid\/calls\.json: valid: E1 changed; .* then write '[0-9a-f]{8}'$/,
      ),
      'no patch, and no file that one changes, has SYSCALL_DEFINE of valid',
    ]);
  });

  test('a warning, an exit code and a comment that is lost are failures', async () => {
    await made(NEW);
    script('$4:3: warning: planted', 1);
    expect((await asked()).details).toEqual([
      'kernel-doc.txt:3: warning: planted',
      'kernel-doc exits with 1',
    ]);
    script('', 0);
    writeFileSync(join(folder, SLUG, 'kernel-doc.txt'), '');
    expect((await asked()).details).toEqual(['kernel-doc.txt has 0 comments for 1 calls']);
  });
});
