// SPDX-License-Identifier: MIT
// A sequence in the model's terms: tasks, calls by name, signals. What is generated, judged, shrunk and saved.

import type { CloneFlag, SignalName, TaskId } from '../../../../models/kernel/system/index.ts';

/** A descriptor: a number, or what the op with this id made: the first one, or the one at `nth`, from 0. */
export type FdArg = number | FdOf;

export interface FdOf {
  readonly of: number;
  readonly nth?: number;
}

/** Whether an argument names a descriptor by the op that made it. */
export function isFdOf(value: unknown): value is FdOf {
  return typeof value === 'object' && value !== null && 'of' in value;
}

/** Arguments by name; `fd`, `to` and `dirfd` may be FdArg, the rest is as the call's rule takes it. */
export type CallArgs = Readonly<Record<string, unknown>>;

/** `id` names the op while others are taken away. */
export type SeqOp =
  | {
      readonly id: number;
      readonly op: 'spawn';
      readonly task: TaskId;
      readonly uid: number;
      readonly gid: number;
    }
  | {
      readonly id: number;
      readonly op: 'fork';
      readonly task: TaskId;
      readonly parent: TaskId;
      /** Those of clone(2): what the two have together. Without, it is fork(2). */
      readonly flags?: readonly CloneFlag[];
    }
  | {
      readonly id: number;
      readonly op: 'call';
      readonly task: TaskId;
      readonly call: string;
      readonly args: CallArgs;
    }
  | { readonly id: number; readonly op: 'signal'; readonly task: TaskId; readonly signal: SignalName };

/** The ids of ops that this one refers to. */
export function references(op: SeqOp): number[] {
  if (op.op !== 'call') return [];
  return Object.values(op.args).flatMap((value) => (isFdOf(value) ? [value.of] : []));
}

/** The same ops without those in `gone`, nor what depends on them: references and tasks. */
export function without(ops: readonly SeqOp[], gone: ReadonlySet<number>): SeqOp[] {
  const left = new Set<number>();
  const tasks = new Set<TaskId>();
  return ops.filter((op) => {
    if (gone.has(op.id) || references(op).some((id) => !left.has(id))) return false;
    if (op.op === 'spawn') tasks.add(op.task);
    else if (op.op === 'fork') {
      if (!tasks.has(op.parent)) return false;
      tasks.add(op.task);
    } else if (!tasks.has(op.task)) return false;
    left.add(op.id);
    return true;
  });
}
