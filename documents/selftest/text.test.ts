// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { comment, identifier, identifiers, numberOf } from './text.ts';

test('names in C: words of a title, cut between words, and each another one', () => {
  expect(identifier('final links, and others')).toBe('final_links_and_others');
  expect(identifier(`${'a '.repeat(40)}b`)).toHaveLength(63);
  expect(identifier(`a clause that is whole, ${'and what follows it '.repeat(3)}`)).toBe(
    'a_clause_that_is_whole',
  );
  expect(identifiers(['a b', 'a, b', 'c'])).toEqual(['a_b', 'a_b_2', 'c']);
  expect(identifiers(['a', 'a', 'a 2', 'a'])).toEqual(['a', 'a_2', 'a_2_2', 'a_3']);
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

test('a number that headers lack is that of the architecture', () => {
  const text = numberOf('call', 500).join('\n');
  expect(text).toMatch(/^#ifndef __NR_call\n[\s\S]*\n#define __NR_call\t500\n#endif\n#endif$/);
  for (const other of [
    '__alpha__)\n#define __NR_call\t610\n',
    '(__NR_Linux + 500)',
    '(__X32_SYSCALL_BIT + 500)',
  ])
    expect(text).toContain(other);
});
