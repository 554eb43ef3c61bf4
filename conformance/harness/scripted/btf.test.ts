// SPDX-License-Identifier: MIT
// Which number a function has in the BTF of a few types, and what is no BTF.
import { expect, test } from 'vitest';
import { functionIds } from './btf.ts';
import { btf, TYPES, type } from './fixtures/btf.ts';

test('the number of a function is its place among the types, from 1', () => {
  expect(functionIds(btf(), ['a_func', 'a_function'])).toEqual({ a_function: 7, a_func: 13 });
  expect(functionIds(btf([...TYPES, ...TYPES]), ['a_func'])).toEqual({ a_func: 13 });
  expect(functionIds(btf(), [])).toEqual({});
});

test('a longer header is passed over', () => {
  const [header, rest] = [btf([], (bytes) => bytes.writeUInt32LE(28, 4)), btf().subarray(24)];
  header.writeUInt32LE(Buffer.concat(TYPES).length, 12);
  header.writeUInt32LE(Buffer.concat(TYPES).length, 16);
  const longer = Buffer.concat([header.subarray(0, 24), Buffer.alloc(4), rest]);
  expect(functionIds(longer, ['a_function'])).toEqual({ a_function: 7 });
});

test('what is no function of that very name is not found', () => {
  for (const name of ['int', 'a_fun', 'a_functions', 'function', ''])
    expect(() => functionIds(btf(), ['a_func', name]), name).toThrow(
      `the kernel's BTF has no function ${name}`,
    );
});

test.each<[string, Uint8Array, string]>([
  ['nothing', Buffer.alloc(0), '0 bytes are no header'],
  ['another file', Buffer.from('\x7fELF, and more than a header of it'), 'it begins with 0x457f'],
  ['another byte order', btf(TYPES, (header) => header.swap16()), 'it begins with 0x9feb'],
  ['another version', btf(TYPES, (header) => header.writeUInt8(2, 2)), 'its version is 2'],
  ['a header that is too short', btf(TYPES, (header) => header.writeUInt32LE(8, 4)), 'its types are at 8 to'],
  ['a file that is cut off', btf().subarray(0, -1), 'its strings are at'],
  ['a type that is cut off', btf([TYPES[0]!, Buffer.alloc(8)]), 'type 2 is cut off'],
  ['a member that is cut off', btf([type(4, '', 1, 8)]), 'type 1 is cut off'],
  [
    'a name outside of the strings',
    btf([TYPES[6]!], (header) => header.writeUInt32LE(8, 20)),
    'the text at 5 of 8 bytes does not end',
  ],
  ['a kind that nobody knows', btf([type(20, '', 0, 0), ...TYPES]), 'type 1 is of the unknown kind 20'],
  ['void as a type', btf([type(0, '', 0, 0), ...TYPES]), 'type 1 is of the unknown kind 0'],
])('%s is refused', (_, bytes, message) => {
  expect(() => functionIds(bytes, ['a_func'])).toThrow(`this is no BTF: ${message}`);
});
