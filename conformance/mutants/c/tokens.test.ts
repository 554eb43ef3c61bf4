// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { readC } from './tokens.ts';

const texts = (text: string) => readC('a.c', text).tokens.map((token) => token.text);

test('words, numbers, strings and signs; comments are nothing', () => {
  expect(texts('a->b >>= 0x1fUL /* if ( */ + "s\\"; //" \'}\' // if\n<< .5e-3f')).toEqual([
    ...['a', '->', 'b', '>>=', '0x1fUL', '+', '"s\\"; //"', "'}'", '<<', '.5e-3f'],
  ]);
});

test('a preprocessor line is one token, carried over by a backslash or a comment', () => {
  const text = '#define F(a) \\\n\tif (a)\nint # x;\n  # if 1 /* a\nb */ && 2\nend';
  expect(texts(text)).toEqual([
    ...['#define F(a) \\\n\tif (a)', 'int', '#', 'x', ';', '# if 1 /* a\nb */ && 2', 'end'],
  ]);
});

test('lines and offsets', () => {
  const { tokens } = readC('a.c', 'a\n/* \n */ b \\\n c');
  expect(tokens.map(({ text, line, start, end }) => [text, line, start, end])).toEqual([
    ['a', 1, 0, 1],
    ['b', 3, 10, 11],
    ['c', 4, 15, 16],
  ]);
});

test.each([
  ['a comment', 'a;\n/* b', 'a.c:2: '],
  ['a string', 'a;\n\n"b\n"', 'a.c:3: '],
  ['no C', 'a @ b', 'a.c:1: no C: @ b'],
])('%s without an end is an error with file and line', (_, text, where) => {
  expect(() => readC('a.c', text)).toThrow(where);
});
