// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { movieOf, namesOf } from './movie.ts';

test('the first state is whole, and of the others what differs', () => {
  const movie = movieOf([
    { owner: 'none', task: { c1: { pc: 'enter' } }, set: new Set(['a']) },
    { owner: 'none', task: { c1: { pc: 'take' } }, set: new Set() },
    { owner: 'none', task: { c1: { pc: 'take' } }, set: new Set() },
  ]);
  expect(movie.places).toEqual([['owner'], ['task', 'c1', 'pc'], ['set']]);
  expect(movie.first).toEqual(['none', 'enter', '{a}']);
  expect(movie.changes).toEqual([
    [
      [1, 'take'],
      [2, '{}'],
    ],
    [],
  ]);
});

test('a field of what is not there has no value', () => {
  const movie = movieOf([{ slot: 'none' }, { slot: { data: 'x' } }]);
  expect(movie.places).toEqual([['slot'], ['slot', 'data']]);
  expect(movie.first).toEqual(['none', '']);
  expect(movie.changes).toEqual([
    [
      [0, ''],
      [1, 'x'],
    ],
  ]);
});

test.each([
  [['owner'], 'owner', ''],
  [['queue', 'A'], 'queue', 'A'],
  [['task', 'c1', 'arg', 'flags'], 'task c1', 'arg.flags'],
])('%s', (place, group, name) => {
  expect(namesOf(place)).toEqual([group, name]);
});
