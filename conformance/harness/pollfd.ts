// SPDX-License-Identifier: MIT
// What poll(2) is asked about one file, and what it says of it.
import type { Arg, Reloc } from './protocol/types.ts';

/** Where the fields of struct pollfd are. */
const POLLFD = { size: 8, fd: 0, events: 4, revents: 6 } as const;

/** A struct pollfd; what its descriptor is may be known only when it is run: then `descriptorOf` puts it in. */
export function pollfd(events: number, fd = 0): Buffer {
  const bytes = Buffer.alloc(POLLFD.size);
  bytes.writeInt32LE(fd, POLLFD.fd);
  bytes.writeInt16LE(events, POLLFD.events);
  return bytes;
}

export const descriptorOf = (fd: Arg): Reloc => ({ at: POLLFD.fd, size: 4, arg: fd });

/** What poll(2) has written: the descriptor, and what is to be told of it; undefined where it has written nothing. */
export function readPollfd(bytes: Uint8Array): { readonly fd: number; readonly revents: number } | undefined {
  if (bytes.length < POLLFD.size) return undefined;
  const told = Buffer.from(bytes);
  return { fd: told.readInt32LE(POLLFD.fd), revents: told.readInt16LE(POLLFD.revents) };
}
