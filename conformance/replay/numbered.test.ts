// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { bytesOf } from '../objects/pipe/choose.ts';
import { numbered, piecesOf } from './numbered.ts';

const whole = (text: string): string =>
  piecesOf(text)
    .map((piece) => (typeof piece === 'string' ? piece : numbered(piece.letter, piece.from, piece.size)))
    .join('');

test('they are what is sent into pipes', () => {
  expect(bytesOf('b', 65_539)).toBe(numbered('b', 0, 65_539));
});

test('words of eight characters, the last one as far as it goes', () => {
  expect(numbered('x', 35, 20)).toBe('x......zx.....10x...');
});

test.each([
  ['all of it', numbered('x', 0, 4099), [{ letter: 'x', from: 0, size: 4099 }]],
  [
    'with text around it',
    `send(${numbered('a', 7, 200)}${numbered('b', 0, 128)}) = 200`,
    ['send(', { letter: 'a', from: 7, size: 200 }, { letter: 'b', from: 0, size: 128 }, ') = 200'],
  ],
  [
    'from the middle of a word on',
    numbered('x', 0, 300).slice(3),
    ['.....0'.slice(1), { letter: 'x', from: 1, size: 292 }],
  ],
  ['too short', numbered('x', 0, 127), [numbered('x', 0, 127)]],
  ['nothing', '', ['']],
  ['no such text', 'e'.repeat(400), ['e'.repeat(400)]],
])('its parts are found: %s', (_, text, pieces) => {
  expect(piecesOf(text)).toEqual(pieces);
  expect(whole(text)).toBe(text);
});

test('a word that is another one ends a part', () => {
  const text = `${numbered('x', 0, 160)}${numbered('y', 3, 160)}`;
  expect(piecesOf(text)).toEqual([
    { letter: 'x', from: 0, size: 160 },
    { letter: 'y', from: 3, size: 160 },
  ]);
});
