// SPDX-License-Identifier: MIT
// How sequences that are always run are written down.

import type { CloneFlag, SignalName, TaskId } from '../../../models/kernel/system/index.ts';
import type { CallArgs, SeqOp } from './engine/sequence.ts';

/** A sequence with a name. */
export interface Case {
  readonly name: string;
  readonly ops: readonly SeqOp[];
}

/** A call to make, by its name and arguments. */
export interface Called {
  readonly task?: TaskId;
  readonly call: string;
  readonly args: CallArgs;
}

/** One thing that is done in a case: a call, a signal, a fork of `from`. Without a task it is t1's. */
export type Done =
  | Called
  | { readonly task?: TaskId; readonly signal: SignalName }
  | { readonly from: TaskId; readonly fork: TaskId; readonly flags?: readonly CloneFlag[] };

function toOp(done: Done, id: number): SeqOp {
  if ('fork' in done)
    return {
      id,
      op: 'fork',
      task: done.fork,
      parent: done.from,
      ...(done.flags === undefined ? {} : { flags: done.flags }),
    };
  const { task = 't1' } = done;
  if ('signal' in done) return { id, op: 'signal', task, signal: done.signal };
  return { id, op: 'call', task, call: done.call, args: done.args };
}

/** A case that goes on, under a name of its own. */
export function goOn({ ops }: Case, name: string, more: readonly Done[]): Case {
  return { name, ops: [...ops, ...more.map((done, i) => toOp(done, ops.length + i))] };
}

/** A case of two tasks, t0 of user 0 and t1 of `user`. */
export function caseOf(name: string, user: number, done: readonly Done[]): Case {
  const ops: SeqOp[] = [
    { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
    { id: 1, op: 'spawn', task: 't1', uid: user, gid: user },
  ];
  return goOn({ name, ops }, name, done);
}
