// SPDX-License-Identifier: MIT
// A sequence as the shim reads it. What the shim would refuse as malformed is refused here, with its place.
import { SyspecError } from '../../../base/errors.ts';
import { ByteWriter } from './bytes.ts';
import type { Arg, ArmOp, CallOp, Op, Reloc, Sequence, SpawnOp } from './types.ts';
import { ABI, ARENA, ARG, ARM_STAYS, LIMIT, NONE, OP, SPAWN } from './wire.ts';

/**
 * The body of a sequence.
 * @throws SyspecError BAD_INPUT for a task, slot, signal, size or nesting out of bounds.
 */
export function encodeSequence(sequence: Sequence): Uint8Array {
  const w = new ByteWriter();
  w.varint(within('the number of operations', sequence.ops.length, 0, LIMIT.ops));
  sequence.ops.forEach((op, index) => {
    try {
      writeOp(w, op);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new SyspecError('BAD_INPUT', `operation ${index} (${op.op}): ${error.message}`);
    }
  });
  return w.take();
}

function within(what: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`${what} is ${value}, not an integer from ${min} to ${max}`);
}

function task(value: number): number {
  return within('a task', value, 0, LIMIT.tasks - 1);
}

function writeOp(w: ByteWriter, op: Op): void {
  w.byte(OP[op.op]);
  w.byte(task(op.task));
  switch (op.op) {
    case 'spawn':
      return writeSpawn(w, op);
    case 'call':
      return writeCall(w, op);
    case 'handler':
      w.byte(within('a signal', op.signal, 1, LIMIT.signal));
      w.byte(op.restart ? 1 : 0);
      return;
    case 'kill':
      w.byte(within('a signal', op.signal, 1, LIMIT.signal));
      return;
    case 'arm':
      return writeArm(w, op);
  }
}

function writeArm(w: ByteWriter, { point, nth, stays }: ArmOp): void {
  const passage = nth === undefined ? 0 : within('nth', nth, 1, LIMIT.nth);
  w.varint(stays === true ? passage + ARM_STAYS : passage);
  const name = new TextEncoder().encode(point);
  // The kernel's names end at a zero.
  w.varint(within("the length of the point's name", name.includes(0) ? 0 : name.length, 1, LIMIT.point));
  w.bytes(name);
}

function writeSpawn(w: ByteWriter, op: SpawnOp): void {
  w.byte(op.parent === undefined ? NONE : task(op.parent));
  w.varint(within('flags', op.flags, 0, 2 ** 40));
  const root = op.root === undefined ? undefined : new TextEncoder().encode(op.root);
  const id = (what: string, value: number) => w.varint(within(what, value, 0, 2 ** 32 - 1));
  w.byte(
    (op.uid === undefined ? 0 : SPAWN.uid) |
      (op.gid === undefined ? 0 : SPAWN.gid) |
      (root === undefined ? 0 : SPAWN.root),
  );
  if (op.uid !== undefined) id('a uid', op.uid);
  if (op.gid !== undefined) id('a gid', op.gid);
  if (root === undefined) return;
  w.varint(within("the root's length", root.length, 0, LIMIT.root));
  w.bytes(root);
}

function writeCall(w: ByteWriter, op: CallOp): void {
  w.byte(ABI[op.abi ?? '64']);
  w.byte(op.save === undefined ? NONE : within('a slot', op.save, 0, LIMIT.slots - 1));
  if (op.abi === 'io_uring') w.zigzag(within('an opcode', op.nr, 0, LIMIT.opcode));
  else w.zigzag(within('nr', op.nr, -(2 ** 31), 2 ** 31 - 1));
  w.byte(within('the number of arguments', op.args.length, 0, LIMIT.args));
  for (const arg of op.args) writeArg(w, arg, 0);
}

function writeArg(w: ByteWriter, arg: Arg, depth: number): void {
  within('the nesting', depth, 0, LIMIT.nesting);
  if (typeof arg === 'bigint' || typeof arg === 'number') {
    w.byte(ARG.number);
    w.zigzag(typeof arg === 'bigint' ? arg : integer(arg));
  } else if ('data' in arg) {
    w.byte(ARG.data);
    writeBytes(w, arg.data, arg.relocs ?? [], depth);
  } else if ('inout' in arg) {
    w.byte(ARG.inout);
    writeBytes(w, arg.inout, arg.relocs ?? [], depth);
  } else if ('out' in arg) {
    w.byte(ARG.out);
    w.varint(within("an output's size", arg.out, 0, ARENA));
  } else if ('slot' in arg) {
    w.byte(ARG.slot);
    w.varint(within('a slot', arg.slot, 0, LIMIT.slots - 1));
  } else {
    w.byte(ARG.pid);
    w.varint(task(arg.pid));
  }
}

function integer(value: number): number {
  return within('an argument', value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
}

function writeBytes(w: ByteWriter, data: Uint8Array, relocs: readonly Reloc[], depth: number): void {
  w.varint(within('a size', data.length, 0, ARENA));
  w.bytes(data);
  w.varint(relocs.length);
  for (const reloc of relocs) {
    const size = reloc.size ?? 8;
    w.varint(within('at', reloc.at, 0, data.length - size));
    w.byte(size);
    writeArg(w, reloc.arg, depth + 1);
  }
}
