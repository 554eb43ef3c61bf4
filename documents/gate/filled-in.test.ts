// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { strayLine } from './filled-in.ts';

const LETTER = [
  ...['From: EDITME <editme@invalid>', 'Date: x', 'Subject: [PATCH 0/1] a: b', ''],
  ...['A server does it. EDITME: which program', 'will use it.', '', 'It is so.', ''],
  ...['EDITME: your Signed-off-by, in the', 'place of these lines.', '---', ' a.c | 1 +', ''],
];
const text = (lines: readonly string[]) => lines.join('\n');
/** The letter with these lines in the place of some. */
const filled = (from: number, count: number, ...lines: readonly string[]) => {
  const all = [...LETTER];
  all.splice(from, count, ...lines);
  return strayLine(text(all), text(LETTER));
};

test('what is generated, and what is filled in, is no difference: less, as much or more', () => {
  expect(strayLine(text(LETTER), text(LETTER))).toBeUndefined();
  expect(filled(0, 1, 'From: Jane <j@example.org>')).toBeUndefined();
  expect(filled(4, 2, 'A server does it. systemd will.')).toBeUndefined();
  expect(filled(9, 2)).toBeUndefined();
  expect(
    filled(9, 2, 'Reviewed-by: a <a@b>', 'Tested-by: c <c@d>', 'Signed-off-by: e <e@f>'),
  ).toBeUndefined();
});

test('a line elsewhere is: another one, one more, one less', () => {
  expect(filled(7, 1, 'It is not so.')).toBe(8);
  expect(filled(7, 0, 'It is odd.')).toBe(8);
  expect(filled(7, 2)).toBeDefined();
  expect(filled(12, 1, ' b.c | 1 +')).toBe(13);
  expect(filled(14, 0, 'more')).toBe(15);
  expect(filled(3, 11)).toBeDefined();
});

test('a text without an EDITME is another one at its first line that is', () => {
  expect(strayLine('a\nb\n', 'a\nb\n')).toBeUndefined();
  expect(strayLine('a\nc\n', 'a\nb\n')).toBe(2);
  expect(strayLine('a\nb\nc\n', 'a\nb\n')).toBe(3);
  expect(strayLine('', 'a\n')).toBe(1);
});

test('a place ends at a macro of a page, and with what a patch adds', () => {
  const page = '.SH HISTORY\nEDITME: the release.\n.SH NOTES\nNone.\n';
  expect(strayLine(page.replace(/EDITME.*/, 'Linux 7.4.'), page)).toBeUndefined();
  expect(strayLine(page.replace('None.', 'Some.'), page)).toBe(4);
  const patch = '@@ -1,2 +1,3 @@\n a\n+since Linux EDITME. It\n+is so.\n b\n';
  expect(strayLine(patch.replace('EDITME', '7.4'), patch)).toBeUndefined();
  // From its place on nothing fits.
  expect(strayLine(patch.replace(' b', ' c'), patch)).toBe(3);
});

test('two places one behind the other, and one at each end', () => {
  const both = 'EDITME: one\n\nEDITME: two\nlines\n\nEDITME: three';
  expect(strayLine('1\n\n2\n\n3', both)).toBeUndefined();
  expect(strayLine('1\n2\n3', both)).toBeDefined();
});
