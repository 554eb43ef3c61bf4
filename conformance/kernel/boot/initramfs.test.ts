// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { makeInitramfs } from './initramfs.ts';

/** Reads an archive back: name, mode, device, contents. */
function read(archive: Uint8Array): { name: string; mode: number; device: number[]; text: string }[] {
  const bytes = Buffer.from(archive);
  const found = [];
  let at = 0;
  while (at < bytes.length) {
    expect(at % 4).toBe(0);
    expect(bytes.toString('latin1', at, at + 6)).toBe('070701');
    const field = (index: number) =>
      Number.parseInt(bytes.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const size = field(6);
    const nameSize = field(11);
    const name = bytes.toString('utf8', at + 110, at + 110 + nameSize - 1);
    const data = (at + 110 + nameSize + 3) & ~3;
    const text = bytes.toString('utf8', data, data + size);
    found.push({ name, mode: field(1), device: [field(9), field(10)], text });
    at = (data + size + 3) & ~3;
  }
  return found;
}

test('files, the folders above them, the console, and the trailer', () => {
  const archive = makeInitramfs([
    { path: '/init', data: Buffer.from('12345') },
    { path: '/a/b/data', data: Buffer.from('ü'), mode: 0o600 },
  ]);
  expect(read(archive).map(({ name, mode, text }) => [name, mode.toString(8), text])).toEqual([
    ['a', '40755', ''],
    ['a/b', '40755', ''],
    ['dev', '40755', ''],
    ['dev/console', '20600', ''],
    ['init', '100755', '12345'],
    ['a/b/data', '100600', 'ü'],
    ['TRAILER!!!', '0', ''],
  ]);
  expect(read(archive)[3]!.device).toEqual([5, 1]);
});

test.each(['init', '/', '//init', '/a/', ''])('%j is no path in a guest', (path) => {
  expect(() => makeInitramfs([{ path, data: new Uint8Array(0) }])).toThrow('not an absolute path');
});
