// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { formProblems, readMail, TRAILER, withTrailer, writeMail } from './mail.ts';
import { insertSorted } from './series.ts';

const MAIL = `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: a <a@b>
Subject: [PATCH 03/11] fs: Say what
 is meant

Nobody says it. Say it.
---
 a | 1 +

diff --git a/a b/a
`;

test('a mail is read, and written for a person to sign', () => {
  const mail = readMail(MAIL);
  expect(mail).toEqual({
    subject: 'fs: Say what is meant',
    body: 'Nobody says it. Say it.',
    rest: '---\n a | 1 +\n\ndiff --git a/a b/a\n',
  });
  const written = writeMail(mail);
  expect(written).toContain(`Nobody says it. Say it.\n\n${TRAILER}\n---\n a | 1 +\n`);
  expect(written).not.toContain('Signed-off-by:');
});

test('what a person is to sign stands in one block with the tags that there are', () => {
  expect(withTrailer('Say it.\n\nFixes: 1 ("a")\nLink: https://a.b')).toBe(
    `Say it.\n\nFixes: 1 ("a")\nLink: https://a.b\n${TRAILER}`,
  );
  expect(withTrailer('Say it.\n\nNote: this\nis prose.')).toContain(`is prose.\n\n${TRAILER}`);
  expect(withTrailer('Say it.')).toBe(`Say it.\n\n${TRAILER}`);
});

describe('the form of a message', () => {
  const good = readMail(MAIL);
  test('is right', () => {
    expect(formProblems(good)).toEqual([]);
    const code = { ...good, body: `\tcode(${'x'.repeat(80)});\nhttps://example.org/${'x'.repeat(80)}` };
    expect(formProblems(code)).toEqual([]);
  });
  test.each([
    ['a long subject', { subject: `fs: ${'x'.repeat(72)}` }, 'the subject has 76 characters; at most 75'],
    [
      'a subject of nothing',
      { subject: 'Say what is meant' },
      "the subject does not begin with 'subsystem: '",
    ],
    ['a dot', { subject: 'fs: Say it.' }, 'the subject ends in a dot'],
    ['a long line', { body: `a\n\n${'word '.repeat(16)}` }, 'line 5 has 80 columns; at most 75'],
    [
      'a sign-off',
      { body: 'a\n\nSigned-off-by: a <a@b>' },
      'it has a Signed-off-by, which only a person may add',
    ],
  ])('is wrong by %s', (_, edit, problem) => {
    expect(formProblems({ ...good, ...edit })).toEqual([problem]);
  });
});

test('a line is put where its name belongs', () => {
  const text = '# a\nTARGETS += b\nTARGETS += d\n\nx';
  expect(insertSorted(text, 'TARGETS += ', 'c')).toBe('# a\nTARGETS += b\nTARGETS += c\nTARGETS += d\n\nx');
  expect(insertSorted(text, 'TARGETS += ', 'e')).toBe('# a\nTARGETS += b\nTARGETS += d\nTARGETS += e\n\nx');
  expect(insertSorted('# a\n', 'TARGETS += ', 'c')).toBe('# a\n');
});
