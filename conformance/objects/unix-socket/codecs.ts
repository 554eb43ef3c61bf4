// SPDX-License-Identifier: MIT
// The calls on sockets as x86-64 system calls, and what they write back.
import type { Address } from '../../../models/kernel/objects/unix-socket/index.ts';
import type { Codecs } from '../../harness/lockstep/engine/codec.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u32 } from '../../harness/registers.ts';
import type { Written } from '../../harness/written.ts';

const AF_UNIX = 1;
const AF_INET = 2;
const SOCK_TYPES = { stream: 1, dgram: 2, seqpacket: 5 } as const;
export const SOL_SOCKET = 1;
export const SO_PEERCRED = 17;
const O_NONBLOCK = 0o4000;

/** Bytes of struct sockaddr_un. */
export const SOCKADDR_UN = 110;

/** Bytes after the name of an address that is too long. */
const LONG = SOCKADDR_UN;

/** An address that no process can read. */
const BAD_POINTER = 1;

/** A struct sockaddr_un and its length, as two arguments. */
export function encodeAddress(address: Address): [Arg, number] {
  const family = Buffer.from([address.kind === 'family' ? AF_INET : AF_UNIX, 0]);
  switch (address.kind) {
    case 'path': {
      const data = Buffer.concat([family, Buffer.from(address.path), Buffer.from([address.bare ? 0x78 : 0])]);
      return [{ data }, data.length - (address.bare ? 1 : 0)];
    }
    case 'abstract': {
      const data = Buffer.concat([family, Buffer.from('\0nobody')]);
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
      return [{ data: Buffer.concat([family, Buffer.from('s'), Buffer.alloc(LONG)]) }, SOCKADDR_UN + 1];
    case 'huge':
      // Neither is its length believed nor its pointer followed.
      return [BAD_POINTER, 4096];
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
        SOCK_TYPES[type as keyof typeof SOCK_TYPES] | (nonblock ? O_NONBLOCK : 0),
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
  peercred: {
    encode: ({ fd }) => ({
      nr: NR.getsockopt,
      args: [fd, SOL_SOCKET, SO_PEERCRED, { out: 12 }, { inout: u32(12) }],
    }),
    writes: CREDENTIALS,
  },
};
