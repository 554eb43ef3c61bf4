// SPDX-License-Identifier: MIT
// Short ways to write sequences, for the tests of the shim.
import type { Arg, CallOp, Op, SequenceResult, Shim, SpawnOp } from '../harness/protocol/types.ts';

/** io_uring's opcodes (include/uapi/linux/io_uring.h). */
const OPCODE = { nop: 0, connect: 16, openat: 18, close: 19, read: 22 } as const;

export const CLONE = {
  vm: 0x100,
  fs: 0x200,
  files: 0x400,
  sighand: 0x800,
  vfork: 0x4000,
  parent: 0x8000,
  thread: 0x10000,
} as const;

export const SIGCHLD = 17;
export const EINTR = -4n;
export const EBADF = -9n;

export function spawn(task: number, more: Partial<SpawnOp> = {}): SpawnOp {
  return { op: 'spawn', task, flags: CLONE.vm, ...more };
}

export function call(task: number, nr: number, ...args: Arg[]): CallOp {
  return { op: 'call', task, nr, args };
}

/** A request in a ring of the task's. */
export function uring(task: number, opcode: keyof typeof OPCODE, ...args: Arg[]): CallOp {
  return { op: 'call', task, abi: 'io_uring', nr: OPCODE[opcode], args };
}

/** A string's address. */
export function text(value: string): Arg {
  return { data: Buffer.from(`${value}\0`) };
}

/** An array of addresses, ended by a null one. */
export function addresses(args: readonly Arg[]): Arg {
  return { data: new Uint8Array(8 * (args.length + 1)), relocs: args.map((arg, i) => ({ at: 8 * i, arg })) };
}

/** Runs one sequence of these operations. */
export async function runOps(shim: Shim, ...ops: Op[]): Promise<SequenceResult> {
  const [result] = await shim.run([{ ops }]);
  if (result === undefined) throw new Error('no result');
  return result;
}

/** The value of the call that is operation `op`, when it has returned. */
export function resultOf(result: SequenceResult, op: number): bigint | undefined {
  return returned(result, op)?.value;
}

/** The text that operation `op` left in its first output. */
export function outputOf(result: SequenceResult, op: number): string | undefined {
  const out = returned(result, op)?.out[0];
  return out && Buffer.from(out).toString().replace(/\0+$/, '');
}

function returned(result: SequenceResult, op: number) {
  return result.settled.flatMap((one) => one.returned).find((one) => one.op === op);
}
