// SPDX-License-Identifier: MIT
// The calls on sockets as x86-64 system calls, and what they write back.
import { type Address, writtenPath } from '../../../models/kernel/objects/unix-socket/index.ts';
import type { Codecs } from '../../harness/lockstep/engine/codec.ts';
import {
  AF_INET,
  AF_UNIX,
  SO_PASSCRED,
  SO_PEERCRED,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u32 } from '../../harness/registers.ts';
import type { Written } from '../../harness/written.ts';

/** The types of AF_UNIX sockets. */
export const SOCK_TYPES = { stream: SOCK_STREAM, dgram: SOCK_DGRAM, seqpacket: SOCK_SEQPACKET } as const;

/** Bytes of struct sockaddr_un. */
export const SOCKADDR_UN = 110;

/** Bytes after the name of an address that is too long. */
const LONG = 128;

/** An address that no process can read. */
const BAD_POINTER = 1;

/** What fills an address up that is no NUL. */
const JUNK = 0x6a;

function encodePath(family: Buffer, address: Extract<Address, { kind: 'path' }>): [Arg, number] {
  const { bare, size = 0, stretch = 0, junk } = address;
  // What follows an address that is laid out with care is no NUL.
  const after = Buffer.from(size > 0 || stretch > 0 || bare ? [JUNK] : []);
  const end = Buffer.from([bare ? 0x78 : 0]);
  const least = Buffer.concat([family, Buffer.from(writtenPath(address)), end]);
  const fill = Buffer.alloc(Math.max(0, size - least.length), junk === true ? JUNK : 0);
  const length = least.length - (bare ? 1 : 0) + fill.length;
  return [{ data: Buffer.concat([least, fill, after]) }, length];
}

/** A struct sockaddr_un and its length, as two arguments. */
export function encodeAddress(address: Address): [Arg, number] {
  const family = Buffer.from([address.kind === 'family' ? AF_INET : AF_UNIX, 0]);
  switch (address.kind) {
    case 'path':
      return encodePath(family, address);
    case 'abstract': {
      // A NUL alone, or a struct sockaddr_un of nothing else, is an abstract name as well.
      const name = address.size === undefined ? '\0nobody' : '\0'.repeat(address.size - 2);
      const data = Buffer.concat([family, Buffer.from(name)]);
      return [{ data }, data.length];
    }
    case 'family':
      // A path, so that nothing but its family is wrong.
      return [{ data: Buffer.concat([family, Buffer.from('s'), Buffer.alloc(13)]) }, 16];
    case 'unspec':
      return [{ data: Buffer.concat([Buffer.from([0, 0]), Buffer.from('s'), Buffer.alloc(13)]) }, 16];
    case 'unnamed':
      return [{ data: family }, family.length];
    case 'nothing':
      return [{ data: family }, 0];
    case 'short':
      return [{ data: family }, 1];
    case 'long':
      return [
        { data: Buffer.concat([family, Buffer.from('s'), Buffer.alloc(LONG)]) },
        address.size ?? SOCKADDR_UN + 1,
      ];
    case 'huge':
      // Neither is its length believed nor its pointer followed.
      return [BAD_POINTER, address.size ?? 4096];
    case 'fault':
      return [BAD_POINTER, 16];
  }
}

const LENGTH = { type: 'int', out: 1, at: 0 } as const;

/** A struct sockaddr_un, and its length; an abstract name is an `@`. */
const ADDRESS: Written = [
  { when: { int: LENGTH, atMost: 2 }, pieces: [] },
  { when: { int: { type: 'byte', out: 0, at: 2 }, atMost: 0 }, pieces: ['@'] },
  { pieces: [{ type: 'bytes', out: 0, at: 2, length: LENGTH, less: 3 }] },
];

const PID = { out: 0, at: 0 };

/** A struct ucred. */
const CREDENTIALS: Written = [
  { when: { int: { type: 'int', ...PID }, atMost: 0 }, pieces: ['none'] },
  {
    pieces: [
      { type: 'task', ...PID },
      ' ',
      { type: 'int', out: 0, at: 4 },
      ' ',
      { type: 'int', out: 0, at: 8 },
    ],
  },
];

/** By the names of their rules. */
export const SOCKET_CODECS: Codecs = {
  socket: {
    encode: ({ family, type, nonblock }) => ({
      nr: NR.socket,
      args: [
        family === 'unix' ? AF_UNIX : AF_INET,
        SOCK_TYPES[type as keyof typeof SOCK_TYPES] | (nonblock ? SOCK_NONBLOCK : 0),
        0,
      ],
    }),
  },
  bind: { encode: ({ fd, address }) => ({ nr: NR.bind, args: [fd, ...encodeAddress(address)] }) },
  connect: { encode: ({ fd, address }) => ({ nr: NR.connect, args: [fd, ...encodeAddress(address)] }) },
  listen: { encode: ({ fd, backlog }) => ({ nr: NR.listen, args: [fd, backlog] }) },
  accept: { encode: ({ fd }) => ({ nr: NR.accept, args: [fd, 0, 0] }) },
  shutdown: { encode: ({ fd, how }) => ({ nr: NR.shutdown, args: [fd, how] }) },
  getpeername: {
    encode: ({ fd }) => ({
      nr: NR.getpeername,
      args: [fd, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) }],
    }),
    writes: ADDRESS,
  },
  getsockname: {
    encode: ({ fd }) => ({
      nr: NR.getsockname,
      args: [fd, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) }],
    }),
    writes: ADDRESS,
  },
  passcred: {
    encode: ({ fd, on }) => ({
      nr: NR.setsockopt,
      args: [fd, SOL_SOCKET, SO_PASSCRED, { data: u32(on ? 1 : 0) }, 4],
    }),
  },
  peercred: {
    encode: ({ fd }) => ({
      nr: NR.getsockopt,
      args: [fd, SOL_SOCKET, SO_PEERCRED, { out: 12 }, { inout: u32(12) }],
    }),
    writes: CREDENTIALS,
  },
};
