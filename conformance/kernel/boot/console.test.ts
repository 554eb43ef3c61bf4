// SPDX-License-Identifier: MIT
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createConsole } from './console.ts';

test('lines are cut at line ends wherever the chunks are', () => {
  const seen: string[] = [];
  const terminal = createConsole(undefined, (line) => seen.push(line));
  for (const byte of Buffer.from('one\r\ntwö\n\nrest')) terminal.write(Uint8Array.of(byte));
  expect(seen).toEqual(['one', 'twö', '']);
  terminal.end();
  terminal.end();
  expect(seen).toEqual(['one', 'twö', '', 'rest']);
  expect(terminal.tail(2)).toEqual(['', 'rest']);
});

test('a listener gets what has been and what comes, until it has had enough', () => {
  const seen: string[] = [];
  const terminal = createConsole(undefined, () => undefined);
  terminal.write(Buffer.from('a\n'));
  const stop = terminal.onLine((line) => seen.push(line));
  terminal.write(Buffer.from('b\n'));
  stop();
  terminal.write(Buffer.from('c\n'));
  expect(seen).toEqual(['a', 'b']);
});

test('the log has every byte, and memory the last lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-console-'));
  const log = join(folder, 'log');
  const terminal = createConsole(log, () => undefined);
  for (let line = 0; line < 1000; line++) terminal.write(Buffer.from(`${line}\r\n`));
  expect(readFileSync(log, 'utf8').split('\r\n')).toHaveLength(1001);
  expect(terminal.tail(10_000)).toHaveLength(400);
  expect(terminal.tail(1)).toEqual(['999']);
  rmSync(folder, { recursive: true });
});
