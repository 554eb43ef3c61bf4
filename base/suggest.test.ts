// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { didYouMean, nearest } from './suggest.ts';

const KNOWN = ['today-lstat', 'today-connect', 'naive', 'proposed', 'C1', 'C12'];

test.each([
  ['propose', 'proposed'],
  ['propsoed', 'proposed'],
  ['Naive', 'naive'],
  ['nave', 'naive'],
  ['today-conect', 'today-connect'],
  ['c12', 'C12'],
  ['prop', 'proposed'],
])('%s is %s', (given, meant) => {
  expect(nearest(given, KNOWN)).toBe(meant);
});

test.each(['zz', 'elephant', 'connect', ''])("nothing is near '%s'", (given) => {
  expect(nearest(given, KNOWN)).toBeUndefined();
  expect(didYouMean(given, KNOWN)).toBe(`There are: ${KNOWN.join(', ')}.`);
});

test('the hint has the name that was meant first, and all', () => {
  expect(didYouMean('nave', ['naive', 'proposed'])).toBe('Did you mean naive? There are: naive, proposed.');
});

test('of no names none is near', () => {
  expect(nearest('a', [])).toBeUndefined();
});
