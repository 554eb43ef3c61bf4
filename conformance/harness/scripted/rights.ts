// SPDX-License-Identifier: MIT
// A message with descriptors beside its bytes (unix(7), cmsg(3); x86-64): who receives it has them as well.
import { headerBytes, pointersOf } from '../msghdr.ts';
import { SCM_RIGHTS, SOL_SOCKET } from '../protocol/flags.ts';
import type { Arg, Reloc } from '../protocol/types.ts';
import { iovecs, u64s } from '../registers.ts';

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

/** The struct msghdr of a byte, and of control data with so many descriptors or room for it; to an address where there is one. */
export function byteAndControl(
  byte: Arg,
  control: Arg,
  count: number,
  [name, namelen = 0]: readonly [bytes?: Arg, length?: number] = [],
): { data: Buffer; relocs: Reloc[] } {
  const iov = iovecs({ base: byte, length: 1 });
  return {
    data: headerBytes({ namelen, iovlen: 1, controllen: spaceOfRights(count) }),
    relocs: pointersOf({ iov, control, name }),
  };
}
