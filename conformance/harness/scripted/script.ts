// SPDX-License-Identifier: MIT
// A sequence that is written call by call.
import { CLONE_FILES, CLONE_VM, SIGCHLD } from '../protocol/clone.ts';
import type { Abi, Arg, Op, SpawnOp } from '../protocol/types.ts';

/** The descriptor that a call of the same script returns. */
export interface Fd {
  readonly slot: number;
}

/** What a task is made with, beside its number. */
type Origin = Partial<Omit<SpawnOp, 'op' | 'task'>>;

/** A sequence that is being written. What came of an operation is asked for by its number (`run.ts`). */
export class Script {
  readonly #ops: Op[] = [];
  #tasks = 0;
  #slots = 0;

  get ops(): readonly Op[] {
    return this.#ops;
  }

  /** The calls that it makes. */
  get calls(): number {
    return this.#ops.filter(({ op }) => op === 'call').length;
  }

  /** A task without descriptors, in the folder of the sequence; gives its number: they are counted from 0. */
  spawn(origin: Origin = {}): number {
    const task = this.#tasks++;
    this.#push({ op: 'spawn', task, flags: CLONE_VM, ...origin });
    return task;
  }

  /** A task that shares the descriptors of its parent; gives its number. */
  fork(parent: number): number {
    return this.spawn({ parent, flags: CLONE_VM | CLONE_FILES | SIGCHLD });
  }

  /** Makes a call; gives the number of the operation. */
  call(task: number, nr: number, ...args: Arg[]): number {
    return this.#push({ op: 'call', task, nr, args });
  }

  /** The same, by another way into the kernel. */
  callBy(abi: Abi, task: number, nr: number, ...args: Arg[]): number {
    return this.#push({ op: 'call', task, abi, nr, args });
  }

  /** Makes a call that returns a descriptor, which is kept. */
  open(task: number, nr: number, ...args: Arg[]): Fd {
    const slot = this.#slots++;
    this.#push({ op: 'call', task, nr, args, save: slot });
    return { slot };
  }

  /** Counts a signal in a handler. */
  handle(task: number, signal: number, restart = false): void {
    this.#push({ op: 'handler', task, signal, restart });
  }

  /** Sends a signal; gives the number of the operation. */
  kill(task: number, signal: number): number {
    return this.#push({ op: 'kill', task, signal });
  }

  /** Freezes a task where it sleeps; gives the number of the operation. */
  freeze(task: number): number {
    return this.#push({ op: 'freeze', task });
  }

  /** Lets a frozen task go on; gives the number of the operation. */
  thaw(task: number): number {
    return this.#push({ op: 'thaw', task });
  }

  /** Has the task park at a point of the kernel, at the next passage alone. The shim of a kernel without points refuses it. */
  arm(task: number, point: string): void {
    this.#push({ op: 'arm', task, point, nth: 1 });
  }

  /** Lets a parked task go on; gives the number of the operation. */
  release(task: number): number {
    return this.#push({ op: 'release', task });
  }

  #push(op: Op): number {
    return this.#ops.push(op) - 1;
  }
}
