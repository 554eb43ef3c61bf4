// SPDX-License-Identifier: MIT
// TLA+ reads columns, so whatever an edit leaves alone stays in its own.
import { expect, test } from 'vitest';
import { Source } from './source.ts';

const TEXT = ['A == x = 1 /\\ \\/ y', '              \\/ z', 'B == (* x > 2 *) (x) > 2', ''].join('\n');
const source = new Source('M', TEXT);
const span = (text: string, from = 0) => {
  const begin = TEXT.indexOf(text, from);
  return { begin, end: begin + text.length };
};

test('a shorter text is filled up, and after a longer one the rest goes to the next line', () => {
  expect(source.edited({ span: span('x = 1'), pieces: ['y'] })).toBe(TEXT.replace('x = 1', 'y    '));
  expect(source.edited({ span: span('x = 1'), pieces: ['x = 1000'] })).toBe(
    TEXT.replace('x = 1 ', `x = 1000\n${' '.repeat(10)} `),
  );
});

test('what is kept goes on in its column, also in the middle of new text', () => {
  const junction = { begin: TEXT.indexOf('\\/ y'), end: TEXT.indexOf('z') + 1 };
  const edited = source.edited({ span: junction, pieces: ['~(', junction, ')'] });
  expect(edited.split('\n').slice(0, 3)).toEqual([
    'A == x = 1 /\\ ~(',
    '              \\/ y',
    '              \\/ z)',
  ]);
});

test('places, parentheses and operators are found, comments passed over', () => {
  expect(source.position(TEXT.indexOf('B =='))).toEqual({ line: 3, column: 1 });
  const inner = span('x', TEXT.indexOf('(x)') + 1);
  expect(source.slice(source.withParentheses(inner))).toBe('(x)');
  const line = { begin: TEXT.indexOf('B =='), end: TEXT.length };
  expect(source.find(/>/, line)).toEqual(span('>', TEXT.indexOf('(x)')));
  expect(source.plain(line)).toBe('B == (x) > 2');
  expect(source.find(/</, line)).toBeUndefined();
});
