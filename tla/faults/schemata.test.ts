// SPDX-License-Identifier: MIT
// Many mutants in one text, each behind its number.
import { expect, test } from 'vitest';
import { choiceText, withChoices } from './schemata.ts';
import { Source } from './source.ts';

const TEXT = '---- MODULE M ----\nEXTENDS Naturals\nA == f(x = 1) /\\ y\n====\n';
const at = (text: string) => ({ begin: TEXT.indexOf(text), end: TEXT.indexOf(text) + text.length });

/** Columns apart. */
const flat = (text: string) => text.replace(/\s+/g, ' ').replaceAll('syspecChoice', 'c');

test('one inside of the other, two in one place, and the module of the variable', () => {
  const text = withChoices(
    new Source('M', TEXT),
    new Map([
      [1, { host: at('x = 1'), edit: { span: at('= 1'), pieces: ['# 1'] } }],
      [2, { host: at('x = 1'), edit: { span: at('x = 1'), pieces: ['TRUE'] } }],
      [3, { host: at('1'), edit: { span: at('1'), pieces: ['2'] } }],
      [4, { host: at('y'), edit: { span: at('y'), pieces: ['FALSE'] } }],
    ]),
  );
  expect(text).toContain('EXTENDS SyspecChoice, Naturals');
  expect(flat(text)).toContain('(IF c = 4 THEN (FALSE) ELSE ( y))');
  expect(flat(text)).toContain('ELSE IF c = 2 THEN (TRUE) ELSE ( x = (IF c = 3 THEN (2) ELSE ( 1))');
});

test('a module that extends nothing does then', () => {
  const text = withChoices(new Source('M', TEXT.replace('EXTENDS Naturals\n', '')), new Map());
  expect(text).toBe('---- MODULE M ----\nEXTENDS SyspecChoice\nA == f(x = 1) /\\ y\n====\n');
});

test('several are chosen by a variable; one alone is a constant, which may stand anywhere', () => {
  expect(choiceText([0, 17])).toContain('\nVARIABLE syspecChoice\n');
  expect(choiceText([17])).toContain('\nsyspecChoice == 17\n');
});
