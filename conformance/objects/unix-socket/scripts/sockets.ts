// SPDX-License-Identifier: MIT
// What scripts do with UNIX sockets.
import type { Address } from '../../../../models/kernel/objects/unix-socket/index.ts';
import { AF_UNIX, F_SETFL, O_NONBLOCK, SO_SNDTIMEO, SOL_SOCKET } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import type { Arg } from '../../../harness/protocol/types.ts';
import type { Fd, Script } from '../../../harness/scripted/script.ts';
import { encodeAddress, SOCK_TYPES } from '../codecs.ts';

export type SocketType = keyof typeof SOCK_TYPES;
export const TYPES = ['stream', 'dgram', 'seqpacket'] as const satisfies readonly SocketType[];

/** Where the path of a struct sockaddr_un begins: after the family. */
export const SUN_PATH = 2;

/** A scope of Landlock as of 6.12 (include/uapi/linux/landlock.h). */
export const SCOPE_ABSTRACT_UNIX_SOCKET = 1n;

export function socket(script: Script, task: number, type: SocketType = 'stream', flags = 0): Fd {
  return script.open(task, NR.socket, AF_UNIX, SOCK_TYPES[type] | flags, 0);
}

/** A socket with a name. */
export function bound(
  script: Script,
  task: number,
  address: Address,
  type: SocketType = 'stream',
  flags = 0,
): Fd {
  const fd = socket(script, task, type, flags);
  script.call(task, NR.bind, fd, ...encodeAddress(address));
  return fd;
}

export function listen(script: Script, task: number, fd: Arg, backlog = 8): number {
  return script.call(task, NR.listen, fd, backlog);
}

/** A socket that listens at a path. A backlog of 0 admits one connection. */
export function listener(script: Script, task: number, path: string, backlog = 8, flags = 0): Fd {
  const fd = bound(script, task, { kind: 'path', path }, 'stream', flags);
  listen(script, task, fd, backlog);
  return fd;
}

/** A socket of any type that can be connected to. */
export function served(script: Script, task: number, address: Address, type: SocketType, backlog = 8): Fd {
  const fd = bound(script, task, address, type);
  if (type !== 'dgram') listen(script, task, fd, backlog);
  return fd;
}

export function accept(script: Script, task: number, fd: Arg): number {
  return script.call(task, NR.accept, fd, 0, 0);
}

/** connect(2). */
export function connectTo(script: Script, task: number, fd: Arg, address: Address | string): number {
  const to = typeof address === 'string' ? ({ kind: 'path', path: address } as const) : address;
  return script.call(task, NR.connect, fd, ...encodeAddress(to));
}

export function setNonblocking(script: Script, task: number, fd: Arg): number {
  return script.call(task, NR.fcntl, fd, F_SETFL, O_NONBLOCK);
}

export function setOption(script: Script, task: number, fd: Arg, option: number, data: Uint8Array): number {
  return script.call(task, NR.setsockopt, fd, SOL_SOCKET, option, { data }, data.length);
}

/** Bounds how long a call that sends, or connects, may wait. */
export function limitSends(script: Script, task: number, fd: Arg, ms: number): number {
  const data = Buffer.alloc(16);
  data.writeBigInt64LE(BigInt(Math.floor(ms / 1000)), 0);
  data.writeBigInt64LE(BigInt((ms % 1000) * 1000), 8);
  return setOption(script, task, fd, SO_SNDTIMEO, data);
}
