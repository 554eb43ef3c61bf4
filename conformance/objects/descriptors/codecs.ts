// SPDX-License-Identifier: MIT
// The calls on all descriptors as x86-64 system calls.
import type { Codecs } from '../../harness/lockstep/engine/codec.ts';
import { NR } from '../../harness/protocol/nr.ts';

const RLIMIT_NOFILE = 7;
const F_SETFL = 4;
const O_NONBLOCK = 0o4000;

function limits(current: number): Uint8Array {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(BigInt(current), 0);
  bytes.writeBigUInt64LE(1024n, 8);
  return bytes;
}

/** By the names of their rules. */
export const DESCRIPTOR_CODECS: Codecs = {
  close: { encode: ({ fd }) => ({ nr: NR.close, args: [fd] }) },
  dup: { encode: ({ fd }) => ({ nr: NR.dup, args: [fd] }) },
  dup2: { encode: ({ fd, to }) => ({ nr: NR.dup2, args: [fd, to] }) },
  nonblock: { encode: ({ fd, on }) => ({ nr: NR.fcntl, args: [fd, F_SETFL, on ? O_NONBLOCK : 0] }) },
  nofile: {
    encode: ({ limit }) => ({ nr: NR.prlimit64, args: [0, RLIMIT_NOFILE, { data: limits(limit) }, 0] }),
  },
};
