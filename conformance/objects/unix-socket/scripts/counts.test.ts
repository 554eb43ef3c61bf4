// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unixSocketsIn } from './counts.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

test('sockets are those of both protocols', () => {
  expect(unixSocketsIn(fixture('protocols.txt'))).toBe(5);
});

test('a row that is cut off is not read', () => {
  const whole = fixture('protocols.txt');
  const cut = whole.slice(0, whole.indexOf('UNIX-STREAM') + 20);
  expect(unixSocketsIn(cut)).toBeUndefined();
  expect(unixSocketsIn('')).toBeUndefined();
});
