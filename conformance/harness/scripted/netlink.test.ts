// SPDX-License-Identifier: MIT
// Frames against the kernel's header, and answers that are broken off.
import { describe, expect, test } from 'vitest';
import { acknowledged, readMessage, request } from './netlink.ts';

/** An NLMSG_ERROR as recvfrom gives it: header, error, and the header of the request. */
const answer = (error: number): Buffer => {
  const bytes = Buffer.alloc(36);
  bytes.writeUInt32LE(36, 0);
  bytes.writeUInt16LE(2, 4);
  bytes.writeInt32LE(error, 16);
  return bytes;
};

test('a request has its length, its type, REQUEST and ACK', () => {
  const frame = Buffer.from(request(1001, Buffer.from('abcd')));
  expect(frame.toString('hex')).toBe('14000000' + 'e903' + '0500' + '01000000' + '00000000' + '61626364');
});

describe('answers', () => {
  test('say how it went', () => {
    expect(acknowledged(answer(0))).toBe(0);
    expect(acknowledged(answer(-1))).toBe(1);
  });

  test('are none when they are of another type, or broken off', () => {
    expect(acknowledged(request(1001, Buffer.alloc(4)))).toBeUndefined();
    for (let length = 0; length < 20; length += 1)
      expect(acknowledged(answer(-1).subarray(0, length))).toBeUndefined();
    expect(readMessage(answer(0).subarray(0, 15))).toBeUndefined();
  });
});
