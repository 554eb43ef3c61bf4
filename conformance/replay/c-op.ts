// SPDX-License-Identifier: MIT
// An operation of a shim as statements of a C program: see runtime/ops.c and runtime/schedule.c.
import { SyspecError } from '../../base/errors.ts';
import type { CallOp, Op } from '../harness/protocol/types.ts';
import { MEANINGS, type Meanings, symbolOf } from './c-symbols.ts';
import { Arguments, cloneFlags, quote, register, statement } from './c-text.ts';

const X32_BIT = 0x4000_0000;

/** The ids of a new task, and its root. */
function setUp({ uid, gid, root }: Extract<Op, { op: 'spawn' }>): string[] {
  return [String(uid ?? -1), String(gid ?? -1), root === undefined ? 'NULL' : quote(root)];
}

function call({ nr, abi, args, save }: CallOp, reader: string | undefined, meanings: Meanings): string[] {
  if (abi === 'io_uring')
    throw new SyspecError('BAD_INPUT', `the C program has no ring, for the operation ${nr}`);
  const made = new Arguments();
  // By int 0x80 the numbers of calls are others.
  const known: Meanings = abi === 'int80' ? new Map() : meanings;
  const values = args.map((arg, at) => symbolOf(known, nr, args, at) ?? made.expression(arg));
  return [
    ...(save === undefined ? [] : [statement('save_to', [String(save)])]),
    ...(abi === 'int80' ? [statement('enter_by', ['enter_int80'])] : []),
    ...(reader === undefined ? [] : [statement('read_by', [reader])]),
    statement('call', [
      register(abi === 'x32' ? nr | X32_BIT : nr),
      `ARGS(${(values.length === 0 ? ['0'] : values).join(', ')})`,
    ]),
  ];
}

/**
 * The statements, for the task that is the current one.
 * @param reader the function that reads what a call wrote
 * @param meanings by which arguments are named
 */
export function opStatements(op: Op, reader?: string, meanings: Meanings = MEANINGS): string[] {
  switch (op.op) {
    case 'spawn':
      return op.parent === undefined
        ? [statement('spawn', [cloneFlags(op.flags), ...setUp(op)])]
        : [statement('clone_task', [String(op.task), cloneFlags(op.flags), ...setUp(op)])];
    case 'handler':
      return [statement('handle', [String(op.signal), String(op.restart)])];
    case 'kill':
      return [statement('send_signal', [String(op.signal)])];
    case 'call':
      return call(op, reader, meanings);
    case 'arm': {
      const nth = String(op.nth ?? 0);
      return [statement('arm', [quote(op.point), op.stays ? `${nth} | SYSPEC_ARM_STAYS` : nth])];
    }
    case 'disarm':
    case 'release':
      return [statement(op.op, [])];
    case 'freeze':
    case 'thaw':
      throw new SyspecError('BAD_INPUT', `the C program has no freezer, for the operation ${op.op}`);
  }
}
