// SPDX-License-Identifier: MIT
// An operation of a shim as statements of a C program: see runtime/ops.c and runtime/schedule.c.
import { SyspecError } from '../../base/errors.ts';
import type { CallOp, Op } from '../harness/protocol/types.ts';
import { LINUX, type Symbols, signalOf, symbolOf } from './c-symbols.ts';
import { Arguments, cloneFlags, quote, register, statement } from './c-text.ts';

const X32_BIT = 0x4000_0000;

/** The ids of a new task, and its root. */
function setUp({ uid, gid, root }: Extract<Op, { op: 'spawn' }>): string[] {
  return [String(uid ?? -1), String(gid ?? -1), root === undefined ? 'NULL' : quote(root)];
}

/** What a call has no symbols for. */
const NONE: Symbols = { calls: new Map(), args: new Map() };

function call({ nr, abi, args, save }: CallOp, reader: string | undefined, symbols: Symbols): string[] {
  if (abi === 'io_uring')
    throw new SyspecError('BAD_INPUT', `the C program has no ring, for the operation ${nr}`);
  const made = new Arguments();
  // By int 0x80 the numbers of calls are others.
  const known = abi === 'int80' ? NONE : symbols;
  const values = args.map((arg, at) => symbolOf(known, nr, args, at) ?? made.expression(arg));
  const name = known.calls.get(nr);
  const number = name === undefined ? register(nr) : `__NR_${name}`;
  return [
    ...(save === undefined ? [] : [statement('save_to', [String(save)])]),
    ...(abi === 'int80' ? [statement('enter_by', ['enter_int80'])] : []),
    ...(reader === undefined ? [] : [statement('read_by', [reader])]),
    statement('call', [
      abi === 'x32' ? `${number} | 0x${X32_BIT.toString(16)}` : number,
      `ARGS(${(values.length === 0 ? ['0'] : values).join(', ')})`,
    ]),
  ];
}

/**
 * The statements, for the task that is the current one.
 * @param reader the function that reads what a call wrote
 * @param symbols the names of calls and of arguments
 */
export function opStatements(op: Op, reader?: string, symbols: Symbols = LINUX): string[] {
  switch (op.op) {
    case 'spawn':
      return op.parent === undefined
        ? [statement('spawn', [cloneFlags(op.flags), ...setUp(op)])]
        : [statement('clone_task', [String(op.task), cloneFlags(op.flags), ...setUp(op)])];
    case 'handler':
      return [statement('handle', [signalOf(op.signal), String(op.restart)])];
    case 'kill':
      return [statement('send_signal', [signalOf(op.signal)])];
    case 'call':
      return call(op, reader, symbols);
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
