// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { iovecs, u64s } from './registers.ts';

const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

test('words of 64 bits, the lowest byte first', () => {
  expect(hex(u64s(1, 2n ** 63n))).toBe('01000000000000000000000000000080');
  expect(() => u64s(-1)).toThrow(RangeError);
});

test('a vector has the length of each buffer beside the place of its address', () => {
  const [here, there] = [{ out: 3 }, 1];
  const vector = iovecs({ base: here, length: 3 }, { base: there, length: 0x1234 });
  expect(vector).toMatchObject({
    relocs: [
      { at: 0, arg: here },
      { at: 16, arg: there },
    ],
  });
  const { data } = vector as { data: Uint8Array };
  expect(hex(data)).toBe(`${'00'.repeat(8)}03${'00'.repeat(7)}${'00'.repeat(8)}3412${'00'.repeat(6)}`);
});
