// SPDX-License-Identifier: MIT
// fconnectat as registers.

import type { CallCodec } from '../harness/lockstep/engine/codec.ts';
import { numberOf } from '../harness/numbers.ts';
import type { Arg } from '../harness/protocol/types.ts';
import { interfaceOf } from '../interface.ts';
import { encodeAddress } from '../objects/unix-socket/codecs.ts';

export const AT_SYMLINK_NOFOLLOW = 0x100;
export const AT_EMPTY_PATH = 0x1000;
/** The bits of `flags` that are none. */
export const UNKNOWN_BITS = Array.from({ length: 32 }, (_, bit) => bit).filter(
  (bit) => (((AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) >>> bit) & 1) === 0,
);

/** What the upper half of a register holds, where an int is passed and somebody has been careless. */
const HIGH = 0x5a5a_5a5a_0000_0000n;

/** An int in a register whose upper half is full. */
function withHigh(arg: Arg): Arg {
  return typeof arg === 'number' ? HIGH | BigInt.asUintN(32, BigInt(arg)) : arg;
}

/** fconnectat. */
export const FCONNECTAT_CODEC: CallCodec = {
  encode({ dirfd, fd, address, nofollow, empty, bit, high }) {
    const known = (nofollow ? AT_SYMLINK_NOFOLLOW : 0) | (empty ? AT_EMPTY_PATH : 0);
    const flags = (known | (bit === undefined ? 0 : 1 << bit)) >>> 0;
    const [bytes, length] = encodeAddress(address);
    const whole = (arg: Arg) => (high ? withHigh(arg) : arg);
    return {
      // For every ABI: x32 has its bit on top.
      nr: numberOf(interfaceOf('fconnectat').numbers, 'fconnectat'),
      // The pointer is no int.
      args: [whole(dirfd), whole(fd), bytes, whole(length), whole(flags)],
    };
  },
};
