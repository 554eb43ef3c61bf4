// SPDX-License-Identifier: MIT
// What goes into a register of any call, and what comes out of it.
import { errnoName } from '../../models/kernel/system/index.ts';
import type { Arg } from './protocol/types.ts';

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
