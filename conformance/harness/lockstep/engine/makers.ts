// SPDX-License-Identifier: MIT
// Which op made each descriptor: names that stay right while other ops are taken away.
import type { TaskId } from '../../../../models/kernel/system/index.ts';
import type { Outcome } from './outcome.ts';
import type { PredictedOp } from './predict.ts';
import type { FdArg, SeqOp } from './sequence.ts';

/** Calls whose value is a descriptor. */
const OPENERS = new Set(['socket', 'accept', 'open', 'dup', 'dup2']);

/** Arguments that are descriptors. */
const FD_ARGS = new Set(['fd', 'to', 'dirfd']);

/** Follows a sequence. */
export class Makers {
  /** Calls that make a descriptor, by id. */
  readonly #openers = new Set<number>();
  /** `task fd` to the id of the op that made it. */
  readonly #makers = new Map<string, number>();

  /** An op was issued, with that outcome. */
  add(op: SeqOp, outcome: Outcome): void {
    if (op.op === 'call' && OPENERS.has(op.call)) this.#openers.add(op.id);
    if (op.op === 'fork') {
      for (const [key, id] of [...this.#makers]) {
        const [task, fd] = key.split(' ');
        if (task === op.parent) this.#makers.set(`${op.task} ${fd}`, id);
      }
    }
    for (const { task, op: id, value } of outcome.returned) {
      if (this.#openers.has(id) && typeof value === 'number') this.#makers.set(`${task} ${value}`, id);
    }
  }

  /** What a descriptor of a task is called; itself when no op made it. */
  nameOf(task: TaskId, fd: number): FdArg {
    const of = this.#makers.get(`${task} ${fd}`);
    return of === undefined ? fd : { of };
  }
}

/** The same ops, with each descriptor named by the op that made it. `steps` have numbers in their place. */
export function named(steps: readonly PredictedOp[]): SeqOp[] {
  const makers = new Makers();
  return steps.map(({ op, allowed }) => {
    let result = op;
    if (op.op === 'call') {
      const args = Object.entries(op.args).map(([name, value]) => [
        name,
        FD_ARGS.has(name) && typeof value === 'number' ? makers.nameOf(op.task, value) : value,
      ]);
      result = { ...op, args: Object.fromEntries(args) };
    }
    makers.add(op, allowed[0]!);
    return result;
  });
}
