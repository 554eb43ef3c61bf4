// SPDX-License-Identifier: MIT
// What the shim has room for: a frame for the whole sequence, and memory for what the calls of each task are given and write.
import { encodeSequence } from '../../protocol/encode.ts';
import type { Arg, Sequence } from '../../protocol/types.ts';
import { ARENA, ARENA_UNIT, MAX_SEQUENCE } from '../../protocol/wire.ts';
import { type Encoding, encode } from './encode.ts';
import type { Generated } from './generate.ts';

const rounded = (bytes: number): number => Math.ceil(bytes / ARENA_UNIT) * ARENA_UNIT;

/** Bytes of its task's memory that an argument takes. */
function sizeOf(arg: Arg): number {
  if (typeof arg !== 'object' || 'slot' in arg || 'pid' in arg) return 0;
  if ('out' in arg) return rounded(arg.out);
  const { length } = 'data' in arg ? arg.data : arg.inout;
  return (arg.relocs ?? []).reduce((sum, reloc) => sum + sizeOf(reloc.arg), rounded(length));
}

/** Whether the shim can take a sequence. */
export function fits(sequence: Sequence): boolean {
  const used = new Map<number, number>();
  for (const op of sequence.ops) {
    if (op.op !== 'call') continue;
    const bytes = op.args.reduce((sum: number, arg) => sum + sizeOf(arg), used.get(op.task) ?? 0);
    if (bytes > ARENA) return false;
    used.set(op.task, bytes);
  }
  return encodeSequence(sequence).length <= MAX_SEQUENCE;
}

/** A sequence up to the first op for which there is no room any more. */
export function fitting(encoding: Encoding, { ops, steps }: Generated): Generated {
  let count = ops.length;
  while (count > 0 && !fits(encode(encoding, steps.slice(0, count)).sequence)) count -= 1;
  return count === ops.length ? { ops, steps } : { ops: ops.slice(0, count), steps: steps.slice(0, count) };
}
