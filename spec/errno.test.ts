// SPDX-License-Identifier: MIT
import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { ERRNO_NUMBERS, ERRNOS, errnoName } from './errno.ts';

test('names and numbers are those of this machine, which is a Linux', () => {
  const ours: Readonly<Record<string, number>> = ERRNO_NUMBERS;
  const [shared, others] = [[], []] as [string[], string[]];
  for (const name of Object.keys(constants.errno)) (name in ours ? shared : others).push(name);
  expect(others.sort()).toEqual(['ENOTSUP', 'EWOULDBLOCK']);
  for (const name of shared)
    expect([name, ours[name]]).toEqual([
      name,
      Object.entries(constants.errno).find(([it]) => it === name)![1],
    ]);
});

test('an error has one name, in the order of the numbers', () => {
  const numbers = ERRNOS.map((name) => ERRNO_NUMBERS[name]);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect([numbers[0], numbers.at(-1), numbers.length]).toEqual([1, 133, 131]);
  expect([11, 95, 133, 134, 0].map(errnoName)).toEqual([
    'EAGAIN',
    'EOPNOTSUPP',
    'EHWPOISON',
    'errno 134',
    'errno 0',
  ]);
});
