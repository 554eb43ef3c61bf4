// SPDX-License-Identifier: MIT
// The calls on all descriptors as x86-64 system calls.
import type { Codecs } from '../../harness/lockstep/engine/codec.ts';
import { F_SETFL, O_NONBLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { u64s } from '../../harness/registers.ts';

const RLIMIT_NOFILE = 7;

/** struct rlimit64. */
const limits = (current: number): Uint8Array => u64s(current, 1024);

const _LINUX_CAPABILITY_VERSION_3 = 0x20080522;

/** CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, as bits (include/uapi/linux/capability.h). */
const OF_FILES = { override: 1 << 1, search: 1 << 2, owner: 1 << 3 };
const ALL = 0xffff_ffff;
const NO_FILES = (ALL & ~(OF_FILES.override | OF_FILES.search | OF_FILES.owner)) >>> 0;

/** Effective capabilities by the way in which capset(2) is called. */
const EFFECTIVE = { all: ALL, search: (NO_FILES | OF_FILES.search) >>> 0, none: NO_FILES } as const;

/** Two struct __user_cap_data_struct: effective, permitted, inheritable. */
function capabilities(effective: number): Uint8Array {
  const bytes = Buffer.alloc(24);
  for (const [at, value] of [effective, ALL, 0, ALL, ALL, 0].entries()) bytes.writeUInt32LE(value, at * 4);
  return bytes;
}

function capHeader(): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(_LINUX_CAPABILITY_VERSION_3, 0);
  return bytes;
}

/** By the names of their rules. */
export const DESCRIPTOR_CODECS: Codecs = {
  close: { encode: ({ fd }) => ({ nr: NR.close, args: [fd] }) },
  dup: { encode: ({ fd }) => ({ nr: NR.dup, args: [fd] }) },
  dup2: { encode: ({ fd, to }) => ({ nr: NR.dup2, args: [fd, to] }) },
  nonblock: { encode: ({ fd, on }) => ({ nr: NR.fcntl, args: [fd, F_SETFL, on ? O_NONBLOCK : 0] }) },
  seteuid: { encode: ({ uid }) => ({ nr: NR.setresuid, args: [-1, uid, -1] }) },
  setfsuid: { encode: ({ uid }) => ({ nr: NR.setfsuid, args: [uid] }) },
  setfsgid: { encode: ({ gid }) => ({ nr: NR.setfsgid, args: [gid] }) },
  capset: {
    encode: ({ how }) => ({
      nr: NR.capset,
      args: [{ data: capHeader() }, { data: capabilities(EFFECTIVE[how as keyof typeof EFFECTIVE]) }],
    }),
  },
  nofile: {
    encode: ({ limit }) => ({ nr: NR.prlimit64, args: [0, RLIMIT_NOFILE, { data: limits(limit) }, 0] }),
  },
};
