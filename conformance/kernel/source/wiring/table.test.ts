// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { callAt, newestOf, numberIn, withEntry } from './table.ts';

const TABLE = '# a table\n1\tcommon\tone\t\tsys_one\n2\t64\ttwo\t\tsys_two\n# 3 is free\n';

test('the newest call of a table is its last one', () => {
  expect(newestOf(TABLE)).toEqual({ name: 'two', number: 2 });
  expect(newestOf('# nothing\n')).toBeUndefined();
});

test('calls and numbers', () => {
  expect(numberIn(TABLE, 'one')).toBe(1);
  expect(numberIn(TABLE, 'three')).toBeUndefined();
  expect(callAt(TABLE, 2)).toBe('two');
  expect(callAt(TABLE, 3)).toBeUndefined();
});

test('a row has the columns that most have, whatever the last one looks like', () => {
  const odd = '1\tcommon\tone\t\tsys_one\n2\tcommon\ttwo\t\tsys_two\n3 \tcommon  three \t\tsys_three\n';
  expect(withEntry(odd, 'three', { name: 'four', number: 4 })).toBe(`${odd}4\tcommon\tfour\t\tsys_four\n`);
});

test('a name that is too long for its column is followed by one tab', () => {
  const name = 'a_name_that_is_long';
  expect(withEntry(TABLE, 'two', { name, number: 9 })).toContain(`\n9\t64\t${name}\tsys_${name}\n# 3`);
});

test('a row stands by its number among the rows before the newest', () => {
  const text = '1\tc\tone\tsys_one\n7\tc\tseven\tsys_seven\n';
  expect(withEntry(text, 'seven', { name: 'five', number: 5 }).split('\n')[1]).toMatch(/^5\tc\tfive/);
});
