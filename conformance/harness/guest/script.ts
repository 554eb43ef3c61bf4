// SPDX-License-Identifier: MIT
// Writes one sequence call by call, and reads by the same numbers what came of each.
import { decodeValue, SYSTEM_CODECS } from '../lockstep/abi.ts';
import type { Crash } from '../lockstep/lane.ts';
import { CLONE_FILES, CLONE_VM, SIGCHLD } from '../protocol/clone.ts';
import type { Arg, Op, SequenceResult, SpawnOp } from '../protocol/types.ts';

/** The descriptor that a call of the same script returns. */
export interface Fd {
  readonly slot: number;
}

/** A sequence that is being written. What its methods give is the number of the operation. */
export class Script {
  readonly ops: Op[] = [];
  #slots = 0;

  /** A task without descriptors, in the folder of the sequence; the root directory is the guest's. */
  spawn(task: number, more: Partial<SpawnOp> = {}): number {
    return this.ops.push({ op: 'spawn', task, flags: CLONE_VM, ...more }) - 1;
  }

  /** A task that shares the descriptors of its parent. */
  fork(task: number, parent: number): number {
    return this.spawn(task, { parent, flags: CLONE_VM | CLONE_FILES | SIGCHLD });
  }

  call(task: number, nr: number, ...args: Arg[]): number {
    return this.ops.push({ op: 'call', task, nr, args }) - 1;
  }

  /** A call whose result is a descriptor. */
  opening(task: number, nr: number, ...args: Arg[]): Fd {
    const slot = this.#slots;
    this.#slots += 1;
    this.ops.push({ op: 'call', task, nr, args, save: slot });
    return { slot };
  }

  /** A shared call by its name; descriptors among its arguments may be an `Fd`. */
  system(task: number, name: string, args: Readonly<Record<string, unknown>>): number {
    const { nr, args: registers } = SYSTEM_CODECS[name]!.encode(args);
    return this.call(task, nr, ...registers);
  }

  /** The same, for a call that returns a descriptor. */
  systemOpening(task: number, name: string, args: Readonly<Record<string, unknown>>): Fd {
    const { nr, args: registers } = SYSTEM_CODECS[name]!.encode(args);
    return this.opening(task, nr, ...registers);
  }

  handler(task: number, signal: number, restart: boolean): number {
    return this.ops.push({ op: 'handler', task, signal, restart }) - 1;
  }

  kill(task: number, signal: number): number {
    return this.ops.push({ op: 'kill', task, signal }) - 1;
  }

  /** The calls that it makes. */
  get calls(): number {
    return this.ops.filter(({ op }) => op === 'call').length;
  }
}

/** What a script did. */
export class Run {
  readonly #result: SequenceResult | undefined;
  /** Why it was not run to its end. */
  readonly ended: { readonly title: string; readonly crashed: boolean } | undefined;

  constructor(result: SequenceResult | Crash | undefined) {
    if (result !== undefined && 'settled' in result) {
      this.#result = result;
      this.ended =
        result.fault === undefined ? undefined : { title: `the shim: ${result.fault}`, crashed: false };
    } else {
      this.ended = {
        title: result?.crashed ?? 'no result',
        crashed: result !== undefined && result.notRun !== true,
      };
    }
  }

  #returned(op: number) {
    return this.#result?.settled.flatMap(({ returned }) => returned).find((one) => one.op === op);
  }

  /** What the call returned, errors by their names; undefined when it has not. */
  value(op: number): number | string | undefined {
    const value = this.#returned(op)?.value;
    return value === undefined ? undefined : decodeValue(value);
  }

  /** The operation during which the call returned. */
  returnedDuring(op: number): number | undefined {
    const at = this.#result?.settled.findIndex(({ returned }) => returned.some((one) => one.op === op)) ?? -1;
    return at < 0 ? undefined : at;
  }

  /** Bytes of the call's output. */
  bytes(op: number, output = 0): Buffer {
    return Buffer.from(this.#returned(op)?.out[output] ?? []);
  }

  /** What a read call got. */
  text(op: number): string {
    const length = this.value(op);
    return typeof length === 'number' ? this.bytes(op).toString('utf8', 0, length) : '';
  }

  /** Whether the task was blocked when nothing could run after the operation. */
  blocked(op: number, task: number): boolean {
    return this.#result?.settled[op]?.blocked.includes(task) === true;
  }

  died(task: number): boolean {
    return this.#result?.settled.some(({ died }) => died.some((one) => one.task === task)) === true;
  }
}
