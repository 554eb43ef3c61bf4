// SPDX-License-Identifier: MIT
// The header of a message, as sendmsg(2) and recvmsg(2) are given it by each way into the kernel.
import type { Arg, Reloc } from './protocol/types.ts';

/** Where the fields of struct msghdr and struct iovec are, whose pointers and lengths have `word` bytes. */
export interface Layout {
  readonly word: 4 | 8;
  readonly msghdr: Readonly<Record<'size' | keyof Pointers | keyof Numbers, number>>;
  readonly iovec: Readonly<Record<'size' | 'len', number>>;
}

/** What is elsewhere in memory; one that is undefined is 0. */
export interface Pointers {
  readonly name?: Arg | undefined;
  readonly iov?: Arg | undefined;
  readonly control?: Arg | undefined;
}

/** The other fields. */
export interface Numbers {
  readonly namelen?: number;
  readonly iovlen?: number;
  readonly controllen?: number;
  readonly flags?: number;
}

export const NATIVE = {
  word: 8,
  msghdr: { size: 56, name: 0, namelen: 8, iov: 16, iovlen: 24, control: 32, controllen: 40, flags: 48 },
  iovec: { size: 16, len: 8 },
} as const satisfies Layout;

/** struct compat_msghdr and struct compat_iovec. */
export const COMPAT = {
  word: 4,
  msghdr: { size: 28, name: 0, namelen: 4, iov: 8, iovlen: 12, control: 16, controllen: 20, flags: 24 },
  iovec: { size: 8, len: 4 },
} as const satisfies Layout;

/** Writes a number into a structure; one below zero as the kernel reads it. */
export function put(into: Buffer, at: number, size: 4 | 8, value: number): void {
  if (size === 4) into.writeInt32LE(value | 0, at);
  else into.writeBigInt64LE(BigInt(value), at);
}

/** A header without its pointers. */
export function headerBytes(numbers: Numbers, { word, msghdr }: Layout = NATIVE): Buffer {
  const { namelen = 0, iovlen = 0, controllen = 0, flags = 0 } = numbers;
  const bytes = Buffer.alloc(msghdr.size);
  put(bytes, msghdr.namelen, 4, namelen);
  put(bytes, msghdr.iovlen, word, iovlen);
  put(bytes, msghdr.controllen, word, controllen);
  put(bytes, msghdr.flags, 4, flags);
  return bytes;
}

/** The pointers of a header, in the order in which they are told. */
export function pointersOf(pointers: Pointers, { word, msghdr }: Layout = NATIVE): Reloc[] {
  return Object.entries(pointers).flatMap(([field, arg]): Reloc[] =>
    arg === undefined ? [] : [{ at: msghdr[field as keyof Pointers], size: word, arg }],
  );
}
