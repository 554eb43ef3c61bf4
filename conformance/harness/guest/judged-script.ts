// SPDX-License-Identifier: MIT
// A sequence that is written call by call, together with what must come of each.
import { decodeValue } from '../lockstep/abi.ts';
import { CLONE_VM } from '../protocol/clone.ts';
import type { Abi, Arg, Op, SequenceResult, SpawnOp } from '../protocol/types.ts';

/** What a run of the script did. */
export class Played {
  readonly #result: SequenceResult;

  constructor(result: SequenceResult) {
    this.#result = result;
  }

  /** What the shim refused, if it did. */
  get fault(): string | undefined {
    return this.#result.fault;
  }

  /** The result of the call when nothing could run any more after it: `0`, `EPERM`, `blocked`. */
  atOnce(op: number): string {
    const settled = this.#result.settled[op];
    if (settled === undefined) return 'not made';
    const returned = settled.returned.find((one) => one.op === op);
    return returned === undefined ? 'blocked' : String(decodeValue(returned.value));
  }

  /** The result of the call, whenever it came. */
  inTheEnd(op: number): string {
    const returned = this.#returned(op);
    if (returned !== undefined) return String(decodeValue(returned.value));
    return op < this.#result.settled.length ? 'blocked' : 'not made';
  }

  /** What the call wrote into its first buffer: as much as its result says. */
  bytes(op: number): Buffer {
    const returned = this.#returned(op);
    const out = returned?.out[0];
    return Buffer.from(out?.subarray(0, Math.max(0, Number(returned?.value ?? 0n))) ?? []);
  }

  /** All of one of its buffers. */
  buffer(op: number, output = 0): Buffer {
    return Buffer.from(this.#returned(op)?.out[output] ?? []);
  }

  #returned(op: number) {
    return this.#result.settled.flatMap(({ returned }) => returned).find((one) => one.op === op);
  }
}

/** Something that must be seen. */
export interface Expectation {
  readonly label: string;
  readonly expected: string;
  observed(played: Played): string;
  /** An item of coverage that is seen when this holds. */
  readonly covers?: string | undefined;
}

/** A call that had to succeed, so that there be anything to judge. */
const SUCCEEDED = /^\d+$/;

/** A sequence with its judgement. A call of which nothing is expected must succeed. */
export class JudgedScript {
  readonly title: string;
  readonly #ops: Op[] = [];
  readonly #expectations: Expectation[] = [];
  readonly #judged = new Set<number>();
  #tasks = 0;
  #slots = 0;

  constructor(title: string) {
    this.title = title;
  }

  get ops(): readonly Op[] {
    return this.#ops;
  }

  /** A task of its own, without descriptors; gives its number. */
  spawn(more: Partial<Pick<SpawnOp, 'parent' | 'flags' | 'uid' | 'gid' | 'root'>> = {}): number {
    const task = this.#tasks++;
    this.#ops.push({ op: 'spawn', task, flags: CLONE_VM, ...more });
    return task;
  }

  /** Makes a call; gives the index of the operation. */
  call(task: number, nr: number, ...args: Arg[]): number {
    return this.#push({ op: 'call', task, nr, args });
  }

  /** The same, by another way into the kernel. */
  callBy(abi: Abi, task: number, nr: number, ...args: Arg[]): number {
    return this.#push({ op: 'call', task, abi, nr, args });
  }

  /** Makes a call that gives a descriptor, which is kept. */
  open(task: number, nr: number, ...args: Arg[]): Arg {
    const save = this.#slots++;
    this.#push({ op: 'call', task, nr, args, save });
    return { slot: save };
  }

  /** Sends a signal; gives the index of the operation. */
  kill(task: number, signal: number): number {
    return this.#push({ op: 'kill', task, signal });
  }

  /** Counts a signal in a handler, without SA_RESTART. */
  handle(task: number, signal: number): void {
    this.#push({ op: 'handler', task, signal, restart: false });
  }

  /** What the call must give, at once; `blocked` is one of the answers. */
  expect(op: number, label: string, expected: string, covers?: string): void {
    this.#judged.add(op);
    this.#expectations.push({ label, expected, covers, observed: (played) => played.atOnce(op) });
  }

  /** What a call that had blocked must give in the end. */
  expectInTheEnd(op: number, label: string, expected: string, covers?: string): void {
    this.#judged.add(op);
    this.#expectations.push({ label, expected, covers, observed: (played) => played.inTheEnd(op) });
  }

  /** Something that must be read off the run; the calls `of` need not succeed. */
  expectThat(expectation: Expectation, of: readonly number[] = []): void {
    for (const op of of) this.#judged.add(op);
    this.#expectations.push(expectation);
  }

  /** All that must be seen: first that the set-up came off, then what was asked for, in its order. */
  get expectations(): readonly Expectation[] {
    const setUp = this.#ops.flatMap((op, at): Expectation[] =>
      op.op !== 'call' || this.#judged.has(at)
        ? []
        : [
            {
              label: `set-up: call ${op.nr} of task ${op.task} (operation ${at})`,
              expected: 'succeeds',
              observed: (played) => {
                const seen = played.inTheEnd(at);
                return SUCCEEDED.test(seen) ? 'succeeds' : seen;
              },
            },
          ],
    );
    return [...setUp, ...this.#expectations];
  }

  #push(op: Op): number {
    return this.#ops.push(op) - 1;
  }
}
