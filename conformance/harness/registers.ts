// SPDX-License-Identifier: MIT
// What goes into a register of any call, and what comes out of it.
import { errnoName } from '../../models/kernel/system/index.ts';
import type { Arg, Reloc } from './protocol/types.ts';

/** A string as C has it. */
export function cString(text: string): Arg {
  return { data: Buffer.from(`${text}\0`) };
}

/** A result as the model writes it. */
export function decodeValue(value: bigint): number | string {
  return value < 0n && value >= -4095n ? errnoName(Number(-value)) : Number(value);
}

/** An `unsigned int`, as the kernel reads and writes it. */
export function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Words of 64 bits one after another: a structure that has nothing else. */
export function u64s(...values: readonly (number | bigint)[]): Uint8Array {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [i, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 8 * i);
  return bytes;
}

/** A buffer, and how many bytes of it. */
export interface Part {
  readonly base: Arg;
  readonly length: number;
}

/** A vector of buffers: an array of struct iovec, which is two words of 64 bits. */
export function iovecs(...parts: readonly Part[]): Arg {
  return {
    data: u64s(...parts.flatMap(({ length }) => [0, length])),
    relocs: parts.map(({ base }, i): Reloc => ({ at: 16 * i, arg: base })),
  };
}
