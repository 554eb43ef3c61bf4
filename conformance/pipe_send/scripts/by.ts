// SPDX-License-Identifier: MIT
// How bytes are moved: by the proposal's calls, and by those that they are to be as.
import { MSG_DONTWAIT, MSG_NOSIGNAL } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { messageOf, native } from './ways.ts';

/** The way in which bytes are moved: the proposal's calls, or what they are to be as. */
export interface By {
  readonly name: string;
  /** Whether no SIGPIPE comes of it (R9). */
  readonly isSilent: boolean;
  send(fd: Arg, text: string): [number, ...Arg[]];
  recv(fd: Arg, room: number): [number, ...Arg[]];
}

const isSilent = (flags: number): boolean => (flags & MSG_NOSIGNAL) !== 0;

export const TODAY: By = {
  name: 'read and write',
  isSilent: false,
  send: (fd, text) => [NR.write, fd, { data: Buffer.from(text) }, text.length],
  recv: (fd, room) => [NR.read, fd, { out: room }, room],
};

export const proposed = (nr: number, flags: number, name: string): By => ({
  name,
  isSilent: isSilent(flags),
  send: (fd, text) => [nr, fd, { data: Buffer.from(text) }, text.length, flags, 0, 0],
  recv: (fd, room) => [NR.recvfrom, fd, { out: room }, room, flags, 0, 0],
});

export const messages = (flags: number, name: string): By => ({
  name,
  isSilent: isSilent(flags),
  send: (fd, text) => [NR.sendmsg, fd, messageOf(native(0).layout, { parts: [part(text)] }), flags],
  recv: (fd, room) => [
    ...([NR.recvmsg, fd] as const),
    messageOf(native(0).layout, { parts: [{ base: { out: room }, length: room }] }),
    flags,
  ],
});

const part = (text: string) => ({ base: { data: Buffer.from(text) }, length: text.length });

/** Those that may not wait, and those without that flag. */
export interface Ways {
  readonly nowait: readonly By[];
  readonly plain: readonly By[];
}

/** What every kernel has. */
export const OF_TODAY: Ways = { nowait: [], plain: [TODAY] };

export const waysOf = (nr: number): Ways => ({
  nowait: [
    proposed(nr, MSG_DONTWAIT, 'MSG_DONTWAIT'),
    proposed(nr, MSG_DONTWAIT | MSG_NOSIGNAL, 'MSG_DONTWAIT and MSG_NOSIGNAL'),
    messages(MSG_DONTWAIT, 'a message, MSG_DONTWAIT'),
  ],
  plain: [
    ...[TODAY, proposed(nr, 0, 'no flag'), proposed(nr, MSG_NOSIGNAL, 'MSG_NOSIGNAL')],
    messages(0, 'a message'),
  ],
});
