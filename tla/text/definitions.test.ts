// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { definitionsIn } from './definitions.ts';
import { tokensOf, withoutComments } from './tokens.ts';

const bodies = (text: string) => definitionsIn(text).map(({ tokens }) => tokens.join(' '));

test('tokens, without comments, which nest', () => {
  const text = 'A == (* one (* two *) *) x\' # "a \\* b" \\* three\n  /\\ <<1, 2>> \\in S';
  expect(tokensOf(text).map(({ text: one }) => one)).toEqual([
    'A',
    '==',
    'x',
    "'",
    '#',
    '"a \\* b"',
    '/\\',
    '<<',
    '1',
    ',',
    '2',
    '>>',
    '\\in',
    'S',
  ]);
  expect(tokensOf(text).at(-1)).toEqual({ text: 'S', line: 2, column: 18 });
});

test('text without comments keeps the places of what is left; a string is no comment', () => {
  const text = 'A (* one (* two *)\n *) == "(* \\* *)" \\* three\nB';
  const left = withoutComments(text);
  expect(left).toBe(`A ${' '.repeat(20)} == "(* \\* *)" ${' '.repeat(8)}\nB`);
  expect(left.indexOf('B')).toBe(text.indexOf('B'));
});

test('definitions with their lines; a LET, a separator and other units are none', () => {
  const text = [
    '---- MODULE M ----',
    'EXTENDS Naturals',
    'VARIABLES a, b',
    'One == a',
    '----',
    'Two(p, q) ==',
    '  LET r == p',
    '      s(t) == t',
    '  IN  s(r) = q',
    'f[x \\in 1..2] == x',
    'ASSUME One',
    'Abs == INSTANCE Other WITH a <- b',
    'INSTANCE Vfs',
    'Three == One',
    '====',
  ].join('\n');
  expect(definitionsIn(text).map(({ name, line }) => [name, line])).toEqual([
    ['One', 4],
    ['Two', 6],
    ['f', 10],
    ['Abs', 12],
    ['Three', 14],
  ]);
  expect(bodies(text)[1]).toBe('( p , q ) == LET r == p s ( t ) == t IN s ( r ) = q');
  expect(bodies(text)[3]).toBe('== INSTANCE Other WITH a <- b');
});

describe('layout', () => {
  test.each([
    ['A == x   /\\ y', 'A ==\n  x\n    /\\ y'],
    ['A ==\n  /\\ x\n  /\\ y => z', 'A == /\\ x \\* the first\n     /\\ y =>\n          z'],
    ['A == \\E p \\in C :\n  /\\ x\n  /\\ y', 'A ==\n  \\E p \\in C : /\\ x\n               /\\ y'],
    ['A == (/\\ x\n      /\\ y) => z', 'A ==\n  (/\\ x\n   /\\ y)\n  => z'],
  ])('%j says the same as %j', (one, other) => {
    expect(bodies(one)).toEqual(bodies(other));
  });

  test.each([
    ['a list and its items on one line', 'A ==\n  /\\ x => y\n  /\\ z', 'A ==\n  /\\ x => y /\\ z'],
    [
      'an item that moves into a list',
      'A ==\n  /\\ x\n  /\\ \\/ y\n     \\/ z',
      'A ==\n  /\\ x\n  /\\ \\/ y\n  \\/ z',
    ],
    ['another operator', 'A == x /\\ y', 'A == x \\/ y'],
    ['a negation', 'A == x', 'A == ~x'],
    ['another string', 'A == "a b"', 'A == "ab"'],
    ['another parameter', 'A(p) == x', 'A(q) == x'],
  ])('%s is another formula', (_, one, other) => {
    expect(bodies(one)).not.toEqual(bodies(other));
  });
});
