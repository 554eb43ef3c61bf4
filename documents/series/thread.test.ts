// SPDX-License-Identifier: MIT
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { strayLine } from '../gate/filled-in.ts';
import { idOf, threaded, threadProblems } from './thread.ts';

const mail = (subject: string) =>
  `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: EDITME <editme@invalid>\nDate: x\nSubject: [PATCH] ${subject}\n\nIt is so.\nFrom: no head\n---\n a | 1 +\n\n`;
const MADE = threaded(mail('a: Letter'), [mail('a: One'), mail('a: Two')]);
const whole = ({ letter, mails }: typeof MADE) => [letter, ...mails];

test('each mail has an id, in the form of git format-patch, and each patch answers the letter', () => {
  const ids = whole(MADE).map(idOf);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^<[0-9a-f]{40}\.1735689600\.git\.editme@invalid>$/);
  expect(MADE.mails[1]).toContain(
    `\nFrom: EDITME <editme@invalid>\nMessage-ID: ${ids[2]}\nIn-Reply-To: ${ids[0]}\nReferences: ${ids[0]}\nDate: x\n`,
  );
  expect(MADE.letter).not.toMatch(/In-Reply-To|References/);
  expect(threadProblems(whole(MADE))).toEqual([]);
});

test('the ids are the same every time, others of another text, and name no machine', () => {
  const again = (letter: string) => threaded(letter, [mail('a: One'), mail('a: Two')]);
  expect(again(mail('a: Letter'))).toEqual(MADE);
  const other = whole(again(mail('a: Other')));
  expect(other.map(idOf).some((id) => whole(MADE).map(idOf).includes(id))).toBe(false);
  for (const text of other) expect(text).not.toContain(`@${hostname()}`);
});

test('the ids are a person’s to replace or to take away', () => {
  const taken = MADE.letter
    .replace(/^Message-ID: .*\n/m, '')
    .replace('EDITME <editme@invalid>', 'J <j@e.org>');
  expect(strayLine(taken, MADE.letter)).toBeUndefined();
});

describe('is no thread:', () => {
  const [letter, one, two] = whole(MADE) as [string, string, string];
  test.each([
    ['no id', [letter, one.replace(/^Message-ID: .*\n/m, ''), two], 1, 'it has no Message-ID'],
    [
      'an id in a body',
      [letter, mail('a: One').replace('It is', `Message-ID: ${idOf(one)}`), two],
      1,
      'it has no Message-ID',
    ],
    ['one id twice', [letter, one, one], 2, `its Message-ID is that of another: ${idOf(one)}`],
    [
      'a letter in reply',
      [letter.replace('Date:', 'In-Reply-To: <a@b>\nDate:'), one, two],
      0,
      'the letter answers another mail',
    ],
    [
      'a patch in reply to another',
      [letter, one, two.replace(/^In-Reply-To: .*/m, 'In-Reply-To: <a@b>')],
      2,
      'it does not answer the letter alone',
    ],
    [
      'a patch in reply to nobody',
      [letter, one, two.replace(/^(?:In-Reply-To|References): .*\n/gm, '')],
      2,
      'it does not answer the letter alone',
    ],
  ])('%s', (_, mails, at, what) => {
    expect(threadProblems(mails)).toEqual([{ at, what }]);
  });
});
