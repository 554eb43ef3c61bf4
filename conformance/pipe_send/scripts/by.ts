// SPDX-License-Identifier: MIT
// How bytes are moved: by the proposal's calls, and by those that they are to be as.
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { messageOf, native } from './ways.ts';

/** The way in which bytes are moved: the proposal's calls, or what they are to be as. */
export interface By {
  readonly name: string;
  send(fd: Arg, text: string): [number, ...Arg[]];
  recv(fd: Arg, room: number): [number, ...Arg[]];
}

export const TODAY: By = {
  name: 'read and write',
  send: (fd, text) => [NR.write, fd, { data: Buffer.from(text) }, text.length],
  recv: (fd, room) => [NR.read, fd, { out: room }, room],
};

export const proposed = (nr: number, flags: number, name: string): By => ({
  name,
  send: (fd, text) => [nr, fd, { data: Buffer.from(text) }, text.length, flags, 0, 0],
  recv: (fd, room) => [NR.recvfrom, fd, { out: room }, room, flags, 0, 0],
});

export const messages = (flags: number, name: string): By => ({
  name,
  send: (fd, text) => [NR.sendmsg, fd, messageOf(native(0).layout, { parts: [part(text)] }), flags],
  recv: (fd, room) => [
    ...([NR.recvmsg, fd] as const),
    messageOf(native(0).layout, { parts: [{ base: { out: room }, length: room }] }),
    flags,
  ],
});

const part = (text: string) => ({ base: { data: Buffer.from(text) }, length: text.length });
