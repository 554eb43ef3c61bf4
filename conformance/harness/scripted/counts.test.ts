// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openFilesIn } from './counts.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

test('files are the first number, of a whole line', () => {
  expect(openFilesIn(fixture('file-nr.txt'))).toBe(0);
  expect(openFilesIn('64\t0\t100\n')).toBe(64);
  expect(openFilesIn('64\t0\t')).toBeUndefined();
  expect(openFilesIn('')).toBeUndefined();
});
