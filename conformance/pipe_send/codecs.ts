// SPDX-License-Identifier: MIT
// The calls that send and receive, as registers.
import { FLAG_VALUES } from '../../models/pipe_send/flags.ts';
import type { CallCodec, Codecs } from '../harness/lockstep/engine/codec.ts';
import { headerBytes, NATIVE, pointersOf } from '../harness/msghdr.ts';
import { RWF_NOWAIT } from '../harness/protocol/flags.ts';
import { NR } from '../harness/protocol/nr.ts';
import type { Arg } from '../harness/protocol/types.ts';
import { iovecs, type Part, u32 } from '../harness/registers.ts';
import { BYTES_READ, room } from '../objects/pipe/codecs.ts';

const [MSG_DONTWAIT, MSG_NOSIGNAL] = [FLAG_VALUES.MSG_DONTWAIT!, FLAG_VALUES.MSG_NOSIGNAL!];

/** The bits of `flags` that are neither; MSG_CMSG_CLOEXEC, which what receives takes, is among them. */
export const OTHER_BITS = Array.from({ length: 32 }, (_, bit) => bit).filter(
  (bit) => (((MSG_DONTWAIT | MSG_NOSIGNAL) >>> bit) & 1) === 0,
);

/** What the upper half of a register holds, where an int is passed and somebody has been careless. */
const HIGH = 0x5a5a_5a5a_0000_0000n;

const whole = (value: number, high: boolean | undefined): Arg =>
  high === true ? HIGH | BigInt.asUintN(32, BigInt(value)) : value;

interface Flags {
  readonly dontwait: boolean;
  readonly nosignal: boolean;
  readonly bit?: number;
}

function flagsOf({ dontwait, nosignal, bit }: Flags): number {
  const known = (dontwait ? MSG_DONTWAIT : 0) | (nosignal ? MSG_NOSIGNAL : 0);
  return (known | (bit === undefined ? 0 : 1 << bit)) >>> 0;
}

/** Where no memory of a user is, and where none is mapped. */
const OUTSIDE = 0xffff_8000_0000_0000n;
const UNMAPPED = 1;

const bufferOf = (buffer: string | undefined, good: Arg): Arg =>
  buffer === 'outside' ? OUTSIDE : buffer === 'unmapped' ? UNMAPPED : good;

/** A struct sockaddr of a UNIX socket without a name that is there. */
const ADDRESS = { data: Buffer.from('\u0001\0/nobody\0\0\0\0\0\0', 'latin1') };
const ADDRESS_SIZE = 16;

/** What is in `msg_flags` at first. */
const JUNK = 0x5a;

/** A message with these buffers. */
function messageOf(parts: readonly Part[], { buffer, address, control }: Record<string, unknown>): Arg {
  if (buffer === 'message') return UNMAPPED;
  const iov: Arg = buffer === 'vector' ? UNMAPPED : iovecs(...parts);
  return {
    inout: headerBytes({
      // Without an address its length says nothing.
      namelen: ADDRESS_SIZE,
      iovlen: parts.length,
      controllen: control === true ? ADDRESS_SIZE : 0,
      flags: JUNK,
    }),
    relocs: pointersOf({
      iov,
      name: address === true ? ADDRESS : undefined,
      control: control === true ? ADDRESS : undefined,
    }),
  };
}

/** Bytes in so many buffers, of which one may be empty. */
function partsOf(data: string, count: number): Part[] {
  const size = Math.ceil(data.length / count);
  return Array.from({ length: count }, (_, i) => {
    const text = data.slice(i * size, (i + 1) * size);
    return { base: { data: Buffer.from(text) }, length: text.length };
  });
}

/** The first of the two buffers of a message that is received. */
const FIRST = 3;

function roomsFor(count: number): Part[] {
  const first = Math.min(FIRST, count);
  return [
    { base: { out: FIRST }, length: first },
    { base: room(count - first), length: count - first },
  ];
}

/** One buffer that is not there. */
const badParts = (buffer: unknown, length: number): Part[] | undefined =>
  buffer === 'outside' || buffer === 'unmapped' ? [{ base: bufferOf(buffer, 0), length }] : undefined;

const sendto: CallCodec = {
  encode({ fd, data, buffer, address, high, ...flags }) {
    const to = address === true ? [ADDRESS, whole(ADDRESS_SIZE, high)] : [0, 0];
    const from = bufferOf(buffer, { data: Buffer.from(data) });
    return { nr: NR.sendto, args: [whole(fd, high), from, data.length, whole(flagsOf(flags), high), ...to] };
  },
};

const recvfrom: CallCodec = {
  encode({ fd, count, buffer, address, high, ...flags }) {
    const from: Arg[] = address === true ? [{ out: ADDRESS_SIZE }, { inout: u32(ADDRESS_SIZE) }] : [0, 0];
    const into = bufferOf(buffer, room(count));
    return { nr: NR.recvfrom, args: [whole(fd, high), into, count, whole(flagsOf(flags), high), ...from] };
  },
  writes: BYTES_READ,
};

const sendmsg: CallCodec = {
  encode({ fd, data, parts, high, ...args }) {
    const message = messageOf(badParts(args.buffer, data.length) ?? partsOf(data, parts), args);
    return { nr: NR.sendmsg, args: [whole(fd, high), message, whole(flagsOf(args), high)] };
  },
};

const recvmsg: CallCodec = {
  encode({ fd, count, high, ...args }) {
    const message = messageOf(badParts(args.buffer, count) ?? roomsFor(count), args);
    return { nr: NR.recvmsg, args: [whole(fd, high), message, whole(flagsOf(args), high)] };
  },
  writes: [
    {
      pieces: [
        { type: 'bytes', out: 1, at: 0, length: { type: 'value' } },
        { type: 'bytes', out: 2, at: 0, length: { type: 'value' }, less: FIRST },
        ' flags ',
        { type: 'int', out: 0, at: NATIVE.msghdr.flags },
        ' name ',
        { type: 'int', out: 0, at: NATIVE.msghdr.namelen },
        ' control ',
        { type: 'int', out: 0, at: NATIVE.msghdr.controllen },
      ],
    },
  ],
};

/** By the names of their rules. */
export const SEND_CODECS: Codecs = { sendto, recvfrom, sendmsg, recvmsg };

/** One buffer, from the position of the file on. */
function vectored(nr: number, fd: number, part: Part, nowait: boolean) {
  return { nr, args: [fd, iovecs(part), 1, -1, -1, nowait ? RWF_NOWAIT : 0] };
}

/** preadv2 and pwritev2. */
export const NOWAIT_CODECS: Codecs = {
  preadv2: {
    encode: ({ fd, count, nowait }) => vectored(NR.preadv2, fd, { base: room(count), length: count }, nowait),
    writes: BYTES_READ,
  },
  pwritev2: {
    encode: ({ fd, data, nowait }) =>
      vectored(NR.pwritev2, fd, { base: { data: Buffer.from(data) }, length: data.length }, nowait),
  },
};
