// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { readAnswer } from './answer.ts';

test.each([
  ['EINVAL', { text: 'EINVAL', brokenBy: [] }],
  ['ELOOP, as open(2) (broken by `link-errno`)', { text: 'ELOOP, as open(2)', brokenBy: ['link-errno'] }],
  ['taken (broken by `a`, `b-c`)', { text: 'taken', brokenBy: ['a', 'b-c'] }],
])('%s', (cell, answer) => {
  expect(readAnswer(cell)).toEqual(answer);
});
