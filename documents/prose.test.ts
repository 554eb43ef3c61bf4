// SPDX-License-Identifier: MIT
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { checkout, edit, put, SLUG } from './fixtures/checkout.ts';
import { materialOf } from './material.ts';
import { changesOf, fixesModels, hasProse, outOfStep, selftestFolder } from './prose.ts';
import { hashOfProgram } from './selftest/races.ts';

let root: string;
const DOCUMENT = `spec/${SLUG}.md`;
const PROSE = `documents/${SLUG}/prose.md`;
const problems = () => {
  const { prose, proposal } = materialOf(root, SLUG);
  return outOfStep(prose, proposal).map((line) => line.replaceAll(`${root}/`, ''));
};

beforeEach(() => {
  root = folderOfTest();
  checkout(root);
});

test('a text that cites each rule as it is is in step', () => {
  expect(problems()).toEqual([]);
});

test('a rule that was edited is named, with the text that states it', () => {
  edit(root, DOCUMENT, 'is taken by one caller', 'is taken by no caller');
  expect(problems()).toEqual([
    expect.stringMatching(
      /^documents\/valid\/prose\.md:6: R1 changed \(.*spec\/valid\.md:37\); read the text below again, then write '[0-9a-f]{8}'$/,
    ),
  ]);
});

test('an errno that was edited is named where its text is', () => {
  edit(root, DOCUMENT, '| E2 | EAGAIN |', '| E2 | EBUSY |');
  edit(root, DOCUMENT, 'gets EAGAIN', 'gets EBUSY');
  const found = problems().map((line) => line.slice(0, line.indexOf(' changed')));
  expect(found).toEqual(['documents/valid/prose.md:10: R2', 'documents/valid/prose.md:22: E2']);
});

test('a rule that nobody states is named, and one that there is not', () => {
  edit(root, PROSE, '<!-- R3:', '<!-- R9:');
  expect(problems()).toEqual([
    expect.stringContaining('prose.md:33: there is no R9 in '),
    expect.stringMatching(
      /spec\/valid\.md:40: R3 is stated nowhere in documents\/valid\/prose\.md; cite it there$/,
    ),
  ]);
});

test('a section that there is not, or that is missing, is trouble with the input', () => {
  edit(root, PROSE, '## Letter', '## Lettre');
  expect(() => materialOf(root, SLUG)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining("no section 'Lettre'") }),
  );
  edit(root, PROSE, '## Lettre', '## Notes');
  expect(() => materialOf(root, SLUG)).toThrow('no section Letter');
});

test('without a text there is nothing to write from', () => {
  expect(hasProse(root, 'other')).toBe(false);
  expect(hasProse(root, SLUG)).toBe(true);
});

test.each([
  [
    'a section that is there twice',
    '## Errors',
    '## Description',
    /prose\.md:20: 'Description' is there twice$/,
  ],
  ['a literal without an end', '{flags}', '```\n{flags}', /prose\.md:13: nothing closes this ```$/],
])('%s loses no text: it is refused', (_, before, after, message) => {
  edit(root, PROSE, before, after);
  expect(problems).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(message) }),
  );
});

test.each([
  ['a hash in capitals', '<!-- R9: 3F2A91C0 -->'],
  ['a hash that is too short', '<!-- R9: 3f2a91c -->'],
  ['no hash', '<!-- R9 -->'],
  ['text behind it', '<!-- R9: 3f2a91c0 --> So it is.'],
  ['text before it', 'So it is. <!-- R9: 3f2a91c0 -->'],
  ['a second line', '<!-- R9: 3f2a91c0\nand more -->'],
])('a citation with %s is no comment that is dropped: it is refused', (_, cites) => {
  edit(root, PROSE, '{flags}', `{flags}\n\n${cites}\nIt is so.`);
  expect(problems).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/prose\.md:15: this comment cites no rule$/),
      hint: expect.stringContaining('<!-- R2, R10: 3f2a91c0 -->'),
    }),
  );
});

test('a literal may have what looks like a comment', () => {
  edit(root, PROSE, '{flags}', '{flags}\n\n```\n<!-- x\n```');
  expect(materialOf(root, SLUG).prose.sections.get('Description')!.at(-1)).toMatchObject({
    ...{ kind: 'literal', text: '<!-- x' },
  });
});

test('the selftest has a folder of its own, unless a person names another', () => {
  const folder = () => selftestFolder(materialOf(root, SLUG).prose, SLUG);
  expect(folder()).toBe(SLUG);
  edit(root, PROSE, '## Letter', '## Selftest\n\n**folder** net/valid\n\n## Letter');
  expect(folder()).toBe('net/valid');
  edit(root, PROSE, '**folder** net/valid', '**folder** ../net');
  expect(folder).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/prose\.md:\d+: it names no folder$/),
    }),
  );
});

test('what a program printed is taken from the list of programs, of the newest kernel', () => {
  put(root, 'x/lost.c', 'int x;');
  const hash = hashOfProgram('int x;');
  const seen = ['6.12', '7.3'].map((on) => ({ on, says: [`gone on ${on}`, 'for good'], exit: 1, hash }));
  const race = { file: 'x/lost.c', args: ['now'], what: 'it stays', rules: [], today: true, seen };
  put(root, `documents/${SLUG}/races.json`, JSON.stringify([race]));
  edit(root, PROSE, '## Fixes', '{seen lost now}\n\n## Fixes');
  expect(materialOf(root, SLUG).prose.sections.get('Letter')!.at(-1)).toMatchObject({
    ...{ kind: 'literal', text: '\tgone on 7.3\n\tfor good' },
  });
  edit(root, PROSE, '{seen lost now}', '{seen lost}');
  expect(() => materialOf(root, SLUG)).toThrow(
    /prose\.md:\d+: 'lost' was seen nowhere, says documents\/valid/,
  );
});

test('what a program printed before it was changed is for a person to replace, and stops nothing else', () => {
  put(root, 'x/lost.c', 'int x;');
  const seen = ['6.12', '7.3'].map((on) => ({ on, says: ['gone'], exit: 1, hash: hashOfProgram('int y;') }));
  const race = { file: 'x/lost.c', args: ['now'], what: 'it stays', rules: [], today: true, seen };
  put(root, `documents/${SLUG}/races.json`, JSON.stringify([race]));
  edit(root, PROSE, '## Fixes', '{seen lost now}\n\n## Fixes');
  expect(materialOf(root, SLUG).prose.sections.get('Letter')!.at(-1)).toMatchObject({
    kind: 'literal',
    text: '\tEDITME: lost now was changed after it was run on 6.12 and 7.3; run it there again',
  });
});

test('which models the fixes are about is said by names that there are', () => {
  const models = () => {
    const { prose, proposal } = materialOf(root, SLUG);
    return fixesModels(prose, proposal);
  };
  expect(models()).toBeUndefined();
  edit(
    root,
    PROSE,
    '## Checklist',
    '## Models of the fixes\n\n**today-look** It was written down.\n\n## Checklist',
  );
  expect(models()).toEqual({ variants: ['today-look'], text: 'It was written down.' });
  edit(root, PROSE, '**today-look**', '**today-look, gone**');
  expect(models).toThrow(/prose\.md:\d+: there is no variant 'gone'$/);
});

test('what changes is said of the documents that ask for it', () => {
  const changes = () => changesOf(materialOf(root, SLUG).prose);
  expect(changes()).toEqual({});
  edit(root, PROSE, '## Checklist', '## What changes\n\n**selftest** None does it.\n\n## Checklist');
  expect(changes()).toEqual({ selftest: 'None does it.' });
  edit(root, PROSE, '**selftest** None', '**cost** Nobody has counted.\n\n**selftest** None');
  expect(changes()).toEqual({ cost: 'Nobody has counted.', selftest: 'None does it.' });
  edit(root, PROSE, '**selftest**', '**tests**');
  expect(changes).toThrow(/prose\.md:\d+: 'tests' is no place for what changes$/);
});
