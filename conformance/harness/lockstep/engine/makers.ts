// SPDX-License-Identifier: MIT
// Which op made each descriptor: names that stay right while other ops are taken away.
import type { Rules, TaskId } from '../../../../models/kernel/system/index.ts';
import type { Outcome } from './outcome.ts';
import type { PredictedOp } from './predict.ts';
import type { FdArg, SeqOp } from './sequence.ts';

/** Follows a sequence. */
export class Makers {
  /** The descriptors of each task, by what made them. Tasks that share a table have one map. */
  readonly #tables = new Map<TaskId, Map<number, FdArg>>();

  #tableOf(task: TaskId): Map<number, FdArg> {
    const known = this.#tables.get(task) ?? new Map<number, FdArg>();
    this.#tables.set(task, known);
    return known;
  }

  /** An op was issued, with that outcome. */
  add(op: SeqOp, outcome: Outcome): void {
    if (op.op === 'fork') {
      const table = this.#tableOf(op.parent);
      this.#tables.set(op.task, op.flags?.includes('CLONE_FILES') ? table : new Map(table));
    }
    for (const { task, op: of, made = [] } of outcome.returned) {
      for (const [nth, fd] of made.entries()) this.#tableOf(task).set(fd, nth === 0 ? { of } : { of, nth });
    }
  }

  /** What a descriptor of a task is called; itself when no op made it. */
  nameOf(task: TaskId, fd: number): FdArg {
    return this.#tables.get(task)?.get(fd) ?? fd;
  }
}

/** The same ops, with each descriptor named by the op that made it. `steps` have numbers in their place. */
export function named(rules: Rules, steps: readonly PredictedOp[]): SeqOp[] {
  const makers = new Makers();
  return steps.map(({ op, allowed }) => {
    let result = op;
    if (op.op === 'call') {
      const descriptors = rules[op.call]?.descriptors ?? [];
      const args = Object.entries(op.args).map(([name, value]) => [
        name,
        descriptors.includes(name) && typeof value === 'number' ? makers.nameOf(op.task, value) : value,
      ]);
      result = { ...op, args: Object.fromEntries(args) };
    }
    makers.add(op, allowed[0]!);
    return result;
  });
}
