// SPDX-License-Identifier: MIT
// The ways into the kernel by which bytes and messages are sent and received, and the messages.
import { COMPAT, headerBytes, type Layout, NATIVE, pointersOf, put } from '../../harness/msghdr.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, Reloc, SystemCallAbi } from '../../harness/protocol/types.ts';
import type { Part } from '../../harness/registers.ts';

/** A number and the registers, or what stands for them. */
type Made = readonly [nr: number, ...args: Arg[]];

/** What the calls are; those of several messages are for sockets alone. */
export const CALLS = ['sendto', 'recvfrom', 'sendmsg', 'recvmsg', 'sendmmsg', 'recvmmsg'] as const;
export type Call = (typeof CALLS)[number];

/** A way into the kernel. */
export interface Way {
  readonly name: string;
  readonly abi: SystemCallAbi;
  readonly layout: Layout;
  /** Whether the call's entry sets MSG_CMSG_COMPAT by itself, so that nobody can tell whether the caller has. */
  setsCompat(call: Call): boolean;
  made(call: Call, ...args: Arg[]): Made;
}

/** A table of numbers, of which the arguments are registers. */
const byNumber = (numbers: Readonly<Record<Call, number>>) => ({
  made: (call: Call, ...args: Arg[]): Made => [numbers[call], ...args],
});

/** The system calls of 64 bits; `sendto` has the number that the kernel under test gives it. */
export const native = (sendto: number): Way => ({
  ...{ name: '64', abi: '64', layout: NATIVE, setsCompat: () => false },
  ...byNumber({
    ...{ sendto, recvfrom: NR.recvfrom, sendmsg: NR.sendmsg, recvmsg: NR.recvmsg },
    ...{ sendmmsg: NR.sendmmsg, recvmmsg: NR.recvmmsg },
  }),
});

const OF_32_BITS = { layout: COMPAT, setsCompat: (call: Call) => call !== 'sendto' } as const;

/** Numbers of socketcall(2) (include/uapi/linux/net.h). */
const SOCKETCALL = 102;
const [SEND, RECV] = [9, 10];
const SUBCALLS: Readonly<Record<Call, number>> = {
  ...{ sendto: 11, recvfrom: 12, sendmsg: 16, recvmsg: 17, sendmmsg: 20, recvmmsg: 19 },
};

/** The arguments in memory. */
function socketcall(subcall: number, args: readonly Arg[]): Made {
  const relocs = args.map((arg, i): Reloc => ({ at: 4 * i, size: 4, arg }));
  return [SOCKETCALL, subcall, { data: Buffer.alloc(4 * args.length), relocs }];
}

/** Those of 32 bits (arch/x86/entry/syscalls, Linux 6.12); the bit of x32 is the shim's to set. */
export const WAYS_OF_32_BITS: readonly Way[] = [
  {
    ...{ ...OF_32_BITS, name: 'int80', abi: 'int80' },
    // recvmmsg_time64: the older one needs CONFIG_COMPAT_32BIT_TIME.
    ...byNumber({ sendto: 369, recvfrom: 371, sendmsg: 370, recvmsg: 372, sendmmsg: 345, recvmmsg: 417 }),
  },
  {
    ...{ ...OF_32_BITS, name: 'socketcall', abi: 'int80' },
    made: (call, ...args) => socketcall(SUBCALLS[call], args),
  },
  {
    // SYS_SEND and SYS_RECV have no address: where there is one they are not used.
    ...{ ...OF_32_BITS, name: 'socketcall of send and recv', abi: 'int80' },
    made(call, ...args) {
      const short = call === 'sendto' ? SEND : call === 'recvfrom' ? RECV : undefined;
      if (short === undefined || args[4] !== 0) return socketcall(SUBCALLS[call], args);
      return socketcall(short, args.slice(0, 4));
    },
  },
  {
    ...{ ...OF_32_BITS, name: 'x32', abi: 'x32' },
    ...byNumber({ sendto: 44, recvfrom: 517, sendmsg: 518, recvmsg: 519, sendmmsg: 538, recvmmsg: 537 }),
  },
];

/** A message, and what is odd about it. */
export interface Message {
  /** The length of one may be below zero. */
  readonly parts?: readonly Part[];
  /** How many buffers it says that it has. */
  readonly count?: number;
  /** In place of the vector. */
  readonly vector?: Arg;
  readonly name?: Arg;
  readonly namelen?: number;
  readonly controllen?: number;
}

/** What is in the fields that a receiver finds changed. */
export const JUNK = { namelen: 0x11, controllen: 0x20, flags: 0x5a };

/** The vector of buffers. */
function vectorOf({ word, iovec }: Layout, parts: readonly Part[]): Arg {
  const data = Buffer.alloc(iovec.size * parts.length);
  const relocs = parts.map(({ base, length }, i): Reloc => {
    put(data, i * iovec.size + iovec.len, word, length);
    return { at: i * iovec.size, size: word, arg: base };
  });
  return { data, relocs };
}

/** The header as it is before the call. */
export function headerOf(layout: Layout, message: Message): Buffer {
  const { parts = [], count: iovlen = parts.length, namelen = JUNK.namelen, controllen = 0 } = message;
  return headerBytes({ namelen, iovlen, controllen, flags: JUNK.flags }, layout);
}

/** What an argument that is a message is; `behind` the header are the other bytes of a struct mmsghdr. */
export function messageOf(layout: Layout, message: Message, behind = 0): Arg {
  const { parts = [], vector: iov = vectorOf(layout, parts), name } = message;
  const relocs = pointersOf({ iov, name }, layout);
  return { inout: Buffer.concat([headerOf(layout, message), Buffer.alloc(behind)]), relocs };
}

/** The fields that recvmsg stores: `name 0, control 0, flags 0`. */
export function fieldsOf({ word, msghdr }: Layout, header: Buffer): string {
  if (header.length < msghdr.size) return 'nothing';
  const control =
    word === 4 ? header.readUInt32LE(msghdr.controllen) : header.readBigUInt64LE(msghdr.controllen);
  return `name ${header.readUInt32LE(msghdr.namelen)}, control ${control}, flags ${header.readUInt32LE(msghdr.flags)}`;
}
