// SPDX-License-Identifier: MIT
// An EDITME that was deleted, and nothing put in its place, is not ready.
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { put } from '../fixtures/checkout.ts';
import type { Documents } from '../generate.ts';
import { TRAILER } from '../series/mail.ts';
import { onDiskLine } from './gate.ts';
import { isOk } from './line.ts';
import { editmeLine } from './series.ts';
import { signedLine } from './signed.ts';

const HEAD = 'From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n';
const mail = (subject: string, end: string) =>
  `${HEAD}From: EDITME <editme@invalid>\nSubject: [PATCH 1/2] ${subject}\n\nIt is so.\n\n${end}\n---\n a | 1 +\n\n`;
const LETTER = mail('a: Letter', 'EDITME: your Signed-off-by, in the\nplace of these lines.');
const SERIES = [mail('a: One', TRAILER), mail('a: Two', `Fixes: 1 ("a")\n${TRAILER}`)].join('');
const FILES = new Map([
  ['letter-7.3.mbox', LETTER],
  ['series-7.3.mbox', SERIES],
]);
const documents = { material: { proposal: { slug: 'valid' } }, files: FILES } as unknown as Documents;
const TAGS = 'Assisted-by: LLM sparse\nSigned-off-by: Jane Doe <jane@example.org>';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

/** What stands in the place of each EDITME, and what the gate says of it where all is to be ready. */
function asked(tags: string, from = 'Jane Doe <jane@example.org>') {
  for (const [file, text] of FILES) {
    const filled = text
      .replaceAll('EDITME <editme@invalid>', from)
      .replaceAll(TRAILER, tags)
      .replace(/EDITME: [\s\S]*?lines\./, tags);
    put(folder, `valid/${file}`, filled);
  }
  const line = signedLine(folder, documents);
  const lines = [onDiskLine(folder, documents), editmeLine(folder, documents), line];
  const details = line.details.map((one) => one.replace(`${folder}/valid/`, ''));
  return { states: lines.map(({ state }) => state), details, ready: isOk(lines, true) };
}

test('signed, and said by what it was assisted, each mail is ready', () => {
  expect(asked(TAGS)).toEqual({ states: ['holds', 'holds', 'holds'], details: [], ready: true });
  const others = 'Assisted-by: LLM\nSigned-off-by: A B <a@b.c>\nSigned-off-by: Jane Doe <Jane@example.org>';
  expect(asked(others).ready).toBe(true);
});

test('as generated each is still to be signed', () => {
  for (const [file, text] of FILES) put(folder, `valid/${file}`, text);
  const { state, details } = signedLine(folder, documents);
  expect([state, ...details]).toEqual([
    'open',
    `${folder}/valid/letter-7.3.mbox: 1 mail with an EDITME in the place of tags`,
    `${folder}/valid/series-7.3.mbox: 2 mails with an EDITME in the place of tags`,
  ]);
});

describe('is not ready:', () => {
  test('an EDITME that was only deleted; the file, the line and the mail are named', () => {
    const { states, details, ready } = asked('');
    expect([states, ready]).toEqual([['holds', 'holds', 'open'], false]);
    for (const what of [
      'its last paragraph has no Signed-off-by: NAME <ADDRESS>',
      'its last paragraph has no Assisted-by:',
    ]) {
      expect(details).toEqual(expect.arrayContaining([`letter-7.3.mbox:8: a: Letter: ${what}`]));
      expect(details).toEqual(expect.arrayContaining([`series-7.3.mbox:8: a: One: ${what}`]));
      expect(details).toEqual(
        expect.arrayContaining([expect.stringMatching(/^series-7\.3\.mbox:1\d: a: Two: /)]),
      );
    }
  });

  test.each([
    ['no sign-off', 'Assisted-by: LLM', 'its last paragraph has no Signed-off-by: NAME <ADDRESS>'],
    [
      'no address',
      'Assisted-by: LLM\nSigned-off-by: Jane',
      'its last paragraph has no Signed-off-by: NAME <ADDRESS>',
    ],
    ['no Assisted-by', 'Signed-off-by: J <jane@example.org>', 'its last paragraph has no Assisted-by:'],
    ['tags that text follows', `${TAGS}\n\nMore.`, 'its last paragraph has no Assisted-by:'],
    [
      'another sender',
      'Assisted-by: LLM\nSigned-off-by: J <j@example.org>',
      'its last Signed-off-by is by j@example.org, and it comes from jane@example.org',
    ],
    ...['Assisted-by: Agent:model-1', 'Assisted-by:', 'Assisted-by: LLM gcc'].map((line) => [
      line,
      `${line}\nSigned-off-by: J <jane@example.org>`,
      `'${line}' is not 'Assisted-by: LLM [TOOL1] [TOOL2]' of coding-assistants.rst`,
    ]),
  ])('%s', (_, tags, what) => {
    const { details, ready } = asked(tags!);
    expect(ready).toBe(false);
    expect(details).toContainEqual(expect.stringMatching(/^letter-7\.3\.mbox:\d+: a: Letter: /));
    expect(details.filter((one) => one.endsWith(what!))).toHaveLength(3);
  });

  test('an id that is still that of nobody', () => {
    asked(TAGS);
    const id = 'Message-ID: <a.git.editme@invalid>';
    put(
      folder,
      'valid/letter-7.3.mbox',
      FILES.get('letter-7.3.mbox')!
        .replace('EDITME <editme@invalid>', `J <jane@example.org>\n${id}`)
        .replace(/EDITME: [\s\S]*?lines\./, TAGS),
    );
    expect(signedLine(folder, documents).details).toEqual([
      expect.stringMatching(
        /letter-7\.3\.mbox:\d+: a: Letter: its From: or its Message-ID is that of nobody/,
      ),
    ]);
  });

  test('a file without a mail, and no file at all', () => {
    put(folder, 'valid/letter-7.3.mbox', '');
    expect(signedLine(folder, documents).details).toEqual([
      `${folder}/valid/letter-7.3.mbox: there is no mail in it`,
    ]);
    const none = { ...documents, files: new Map() };
    expect(signedLine(folder, none)).toMatchObject({ state: 'open', details: ['there is no mail to sign'] });
  });
});
