// SPDX-License-Identifier: MIT
// A message with descriptors beside its bytes (unix(7), cmsg(3); x86-64): who receives it has them as well.
import { SCM_RIGHTS, SOL_SOCKET } from '../protocol/flags.ts';
import type { Arg, Reloc } from '../protocol/types.ts';
import { iovecs, u64s } from '../registers.ts';

/** Fields of struct msghdr. */
export const MSGHDR = {
  size: 56,
  name: 0,
  namelen: 8,
  iov: 16,
  iovlen: 24,
  control: 32,
  controllen: 40,
} as const;
/** Fields of struct cmsghdr. */
const CMSGHDR = { level: 8, type: 12, data: 16 } as const;

/** Bytes of control data with so many descriptors. */
export const spaceOfRights = (count: number): number => CMSGHDR.data + 8 * Math.ceil(count / 2);

/** Control data with these descriptors: numbers, or what is known only when it is run. */
export function rights(...descriptors: readonly Arg[]): Arg {
  const data = Buffer.alloc(spaceOfRights(descriptors.length));
  data.set(u64s(CMSGHDR.data + 4 * descriptors.length));
  data.writeInt32LE(SOL_SOCKET, CMSGHDR.level);
  data.writeInt32LE(SCM_RIGHTS, CMSGHDR.type);
  const relocs: Reloc[] = [];
  for (const [i, descriptor] of descriptors.entries()) {
    const at = CMSGHDR.data + 4 * i;
    if (typeof descriptor === 'number') data.writeInt32LE(descriptor, at);
    else relocs.push({ at, size: 4, arg: descriptor });
  }
  return relocs.length === 0 ? { data } : { data, relocs };
}

/** The struct msghdr of a byte, and of control data with so many descriptors or room for it; it may be added to. */
export function byteAndControl(byte: Arg, control: Arg, count: number): { data: Buffer; relocs: Reloc[] } {
  const data = Buffer.alloc(MSGHDR.size);
  data.writeBigUInt64LE(1n, MSGHDR.iovlen);
  data.writeBigUInt64LE(BigInt(spaceOfRights(count)), MSGHDR.controllen);
  const relocs: Reloc[] = [
    { at: MSGHDR.iov, arg: iovecs({ base: byte, length: 1 }) },
    { at: MSGHDR.control, arg: control },
  ];
  return { data, relocs };
}
