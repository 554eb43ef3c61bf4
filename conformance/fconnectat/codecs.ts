// SPDX-License-Identifier: MIT
// fconnectat as registers.

import type { CallCodec } from '../harness/lockstep/engine/codec.ts';
import { numberOf } from '../harness/numbers.ts';
import { interfaceOf } from '../interface.ts';
import { encodeAddress } from '../objects/unix-socket/codecs.ts';

export const AT_SYMLINK_NOFOLLOW = 0x100;
export const AT_EMPTY_PATH = 0x1000;
/** A bit that no AT_ flag is likely to take soon. */
const UNKNOWN = 0x4000_0000;

/** fconnectat. */
export const FCONNECTAT_CODEC: CallCodec = {
  encode: ({ dirfd, fd, address, nofollow, empty, unknown }) => ({
    // For every ABI: x32 has its bit on top.
    nr: numberOf(interfaceOf('fconnectat').numbers, 'fconnectat'),
    args: [
      ...[dirfd, fd, ...encodeAddress(address)],
      (nofollow ? AT_SYMLINK_NOFOLLOW : 0) | (empty ? AT_EMPTY_PATH : 0) | (unknown ? UNKNOWN : 0),
    ],
  }),
};
