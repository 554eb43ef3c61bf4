// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { SOCKET_CODECS } from '../objects/unix-socket/codecs.ts';
import { readerText } from '../replay/c-written.ts';
import { u32 } from './registers.ts';
import { readWritten, type Written } from './written.ts';

const read = (written: Written, out: readonly Uint8Array[], value = 0) =>
  readWritten(written, { value, out, taskOf: (pid) => (pid === 7 ? 't1' : undefined) });

const ADDRESS = SOCKET_CODECS.getpeername!.writes!;
const CREDENTIALS = SOCKET_CODECS.peercred!.writes!;

/** A struct sockaddr_un with that path, and its length. */
const address = (path: string, length = path.length + 3) => [Buffer.from(`\x01\0${path}\0???`), u32(length)];

test.each([
  ['a path', address('d/s'), 'd/s'],
  ['no path', address('', 2), ''],
  ['an abstract name', address('\x000001', 8), '@'],
])('an address: %s', (_, out, text) => {
  expect(read(ADDRESS, out)).toBe(text);
});

test.each([
  ['a task', 7, 't1 0 1000'],
  ['somebody else', 8, 'pid 8 0 1000'],
  ['nobody', 0, 'none'],
])('credentials: %s', (_, pid, text) => {
  expect(read(CREDENTIALS, [Buffer.concat([u32(pid), u32(0), u32(1000)])])).toBe(text);
});

test('as many bytes as the call returned', () => {
  const written: Written = [{ pieces: [{ type: 'bytes', out: 0, at: 1, length: { type: 'value' } }] }];
  expect(read(written, [Buffer.from('abcdef')], 3)).toBe('bcd');
});

test('a C function is made of the same', () => {
  expect(readerText('getpeername', ADDRESS)).toBe(`\
static void read_getpeername(const struct task *t)
{
	if (int_at(t, 1, 0) <= 2) {
		note(" \\"\\"");
		return;
	}
	if (byte_at(t, 0, 2) <= 0) {
		note(" \\"@\\"");
		return;
	}
	note(" \\"");
	note_bytes(t, 0, 2, int_at(t, 1, 0) - 3);
	note("\\"");
}
`);
});
