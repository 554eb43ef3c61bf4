// SPDX-License-Identifier: MIT
// The shared calls as x86-64 system calls, and what they write back.
import { AT_FDCWD, LONG_NAME } from '../../../../models/kernel/objects/path/index.ts';
import type { Address } from '../../../../models/kernel/objects/unix-socket/index.ts';
import type { TaskId } from '../../../../models/kernel/system/index.ts';
import { NR } from '../../protocol/nr.ts';
import type { Arg } from '../../protocol/types.ts';
import { cString } from '../../registers.ts';
import type { CallCodec } from '../engine/codec.ts';

const AF_UNIX = 1;
const AF_INET = 2;
const SOCK_TYPES = { stream: 1, dgram: 2, seqpacket: 5 } as const;
export const SOL_SOCKET = 1;
export const SO_PEERCRED = 17;
const RLIMIT_NOFILE = 7;
const F_SETFL = 4;
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

const OPEN_FLAGS = {
  path: 0o10000000,
  'path-nofollow': 0o10000000 | 0o400000,
  read: 0,
  'read-nofollow': 0o400000,
  create: 0o100 | 0o200 | 2,
} as const;

const RENAME_FLAGS = { replace: 0, noreplace: 1, exchange: 2 } as const;

function decodeAddress(out: readonly Uint8Array[]): string {
  const bytes = Buffer.from(out[0]!);
  const length = Buffer.from(out[1]!).readUInt32LE(0);
  if (length <= 2) return '';
  return bytes[2] === 0 ? '@' : bytes.toString('utf8', 2, length - 1);
}

function decodePeerCred(out: readonly Uint8Array[], taskOf: (pid: number) => TaskId | undefined): string {
  const bytes = Buffer.from(out[0]!);
  const pid = bytes.readInt32LE(0);
  return pid === 0
    ? 'none'
    : `${taskOf(pid) ?? `pid ${pid}`} ${bytes.readInt32LE(4)} ${bytes.readInt32LE(8)}`;
}

/** An `unsigned int`, as the kernel reads and writes it. */
export function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function limits(current: number): Uint8Array {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(BigInt(current), 0);
  bytes.writeBigUInt64LE(1024n, 8);
  return bytes;
}

/** The shared calls, by the names of their rules. */
export const SYSTEM_CODECS: Readonly<Record<string, CallCodec>> = {
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
  listen: { encode: ({ fd, backlog }) => ({ nr: NR.listen, args: [fd, backlog] }) },
  accept: { encode: ({ fd }) => ({ nr: NR.accept, args: [fd, 0, 0] }) },
  shutdown: { encode: ({ fd, how }) => ({ nr: NR.shutdown, args: [fd, how] }) },
  getpeername: {
    encode: ({ fd }) => ({
      nr: NR.getpeername,
      args: [fd, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) }],
    }),
    decode: decodeAddress,
  },
  peercred: {
    encode: ({ fd }) => ({
      nr: NR.getsockopt,
      args: [fd, SOL_SOCKET, SO_PEERCRED, { out: 12 }, { inout: u32(12) }],
    }),
    decode: decodePeerCred,
  },
  close: { encode: ({ fd }) => ({ nr: NR.close, args: [fd] }) },
  dup: { encode: ({ fd }) => ({ nr: NR.dup, args: [fd] }) },
  dup2: { encode: ({ fd, to }) => ({ nr: NR.dup2, args: [fd, to] }) },
  nonblock: { encode: ({ fd, on }) => ({ nr: NR.fcntl, args: [fd, F_SETFL, on ? O_NONBLOCK : 0] }) },
  nofile: {
    encode: ({ limit }) => ({ nr: NR.prlimit64, args: [0, RLIMIT_NOFILE, { data: limits(limit) }, 0] }),
  },
  open: {
    encode: ({ path, how }) => ({
      nr: NR.openat,
      args: [AT_FDCWD, cString(path), OPEN_FLAGS[how as keyof typeof OPEN_FLAGS], 0o666],
    }),
  },
  mkdir: { encode: ({ path, mode }) => ({ nr: NR.mkdir, args: [cString(path), mode] }) },
  symlink: { encode: ({ target, path }) => ({ nr: NR.symlink, args: [cString(target), cString(path)] }) },
  unlink: { encode: ({ path }) => ({ nr: NR.unlink, args: [cString(path)] }) },
  rename: {
    encode: ({ from, to, how }) => ({
      nr: NR.renameat2,
      args: [AT_FDCWD, cString(from), AT_FDCWD, cString(to), RENAME_FLAGS[how as keyof typeof RENAME_FLAGS]],
    }),
  },
  chmod: { encode: ({ path, mode }) => ({ nr: NR.chmod, args: [cString(path), mode] }) },
  chdir: { encode: ({ path }) => ({ nr: NR.chdir, args: [cString(path)] }) },
  fchdir: { encode: ({ fd }) => ({ nr: NR.fchdir, args: [fd] }) },
};

/** How a path is written for people: the name that is too long, shortened. */
export function showPath(path: string): string {
  return path.replaceAll(LONG_NAME, '<256 bytes>');
}
