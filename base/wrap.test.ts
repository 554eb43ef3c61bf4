// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted, wrap, wrapIndented } from './wrap.ts';

test.each([
  ['', 10, []],
  [' \n ', 10, []],
  ['one two three', 7, ['one two', 'three']],
  ['one two three', 13, ['one two three']],
  ['a  b\nc', 9, ['a b c']],
  ['unix_stream_connect it', 8, ['unix_str', 'eam_conn', 'ect it']],
  ['at unix_stream_connect', 8, ['at', 'unix_str', 'eam_conn', 'ect']],
  ['abc', 0, ['a', 'b', 'c']],
])('%j in %i columns', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test('an indented text keeps within the width', () => {
  expect(wrapIndented('one two three', 9, '  ')).toEqual(['  one two', '  three']);
});

test('lines that fit stay as they are, longer ones go on below where they began', () => {
  expect(fitted('a   b\n\n  one two three\n', 9)).toBe('a   b\n\n  one two\n  three\n');
  expect(fitted('see /a/very/long/path there', 8)).toBe('see\n/a/very/long/path\nthere');
});

test('colours have no width', () => {
  expect(fitted('\x1b[31mred\x1b[39m one', 7)).toBe('\x1b[31mred\x1b[39m one');
});

describe('whatever the text', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 12 });
  const width = fc.integer({ min: 1, max: 20 });

  test('no line is wider, or empty, and no character is lost', () => {
    fc.assert(
      fc.property(words, width, (list, most) => {
        const lines = wrap(list.join(' '), most);
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(most);
          expect(line).toBe(line.trim());
          expect(line).not.toBe('');
        }
        expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''));
      }),
    );
  });

  test('a line ends only where the next word has no room', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 30 }), (list, most) => {
        const lines = wrap(list.join(' '), most);
        expect(lines.join(' ')).toBe(list.join(' '));
        for (const [i, line] of lines.slice(1).entries()) {
          expect(lines[i]!.length + 1 + line.split(' ')[0]!.length).toBeGreaterThan(most);
        }
      }),
    );
  });
});
