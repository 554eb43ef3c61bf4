// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { comment, identifier, identifiers } from './text.ts';

test('names in C: words of a title, cut between words, and each another one', () => {
  expect(identifier('final links, and others')).toBe('final_links_and_others');
  expect(identifier(`${'a '.repeat(40)}b`)).toHaveLength(75);
  expect(identifiers(['a b', 'a, b', 'c'])).toEqual(['a_b', 'a_b_2', 'c']);
});

test('a comment stays one, and has lines where it would be too long', () => {
  expect(comment('open(*/)')).toBe('/* open(* /) */');
  const words = 'word '.repeat(30).trim();
  const lines = comment(words).split('\n');
  expect([lines[0], lines.at(-1)]).toEqual(['/*', ' */']);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(
    lines
      .slice(1, -1)
      .map((line) => line.slice(3))
      .join(' '),
  ).toBe(words);
});
