// SPDX-License-Identifier: MIT
import pc from 'picocolors';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { columns, hasColors, print } from './stdout.ts';

const { isTTY, columns: width } = process.stdout;

beforeEach(() => {
  process.stdout.isTTY = true;
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stdout.isTTY = isTTY;
  process.stdout.columns = width;
  process.exitCode = undefined;
  vi.unstubAllEnvs();
});

test('text and exit code are the those of the process', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  print({ text: 'a\n', exitCode: 1 });
  expect(write.mock.calls).toEqual([['a\n']]);
  expect(process.exitCode).toBe(1);
});

test('no colours without a terminal, and on one as the environment says', () => {
  expect(hasColors()).toBe(pc.isColorSupported);
  process.stdout.isTTY = false;
  expect(hasColors()).toBe(false);
});

test.each([
  [60, 60],
  [400, 160],
  [0, 100],
])('a terminal of %i columns has %i', (given, expected) => {
  process.stdout.columns = given;
  expect(columns()).toBe(expected);
});

test('COLUMNS is respected where there is no terminal, and a terminal knows better', () => {
  vi.stubEnv('COLUMNS', '80');
  expect([columns({}), columns({}, 70), columns({ columns: 60 })]).toEqual([80, 80, 60]);
  for (const none of ['', '0', 'wide', '-3']) {
    vi.stubEnv('COLUMNS', none);
    expect([columns({}), columns({}, 70)]).toEqual([100, 70]);
  }
  vi.stubEnv('COLUMNS', '1000');
  expect(columns({})).toBe(160);
});
