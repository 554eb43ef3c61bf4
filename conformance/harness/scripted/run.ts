// SPDX-License-Identifier: MIT
// What a script did, by the numbers of its operations.
import type { SequenceResult } from '../protocol/types.ts';
import { decodeValue } from '../registers.ts';
import type { Crash, Target } from '../target.ts';
import type { Script } from './script.ts';

/** What came of each operation. */
export class ScriptRun {
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

  /** Whether there is nothing of it to be read. */
  get isLost(): boolean {
    return this.#result === undefined;
  }

  /** What the call returned, errors by their names; undefined when it has not. */
  value(op: number): number | string | undefined {
    const value = this.#returned(op)?.value;
    return value === undefined ? undefined : decodeValue(value);
  }

  /** The same in a word, whenever it came: `0`, `EPERM`, `blocked`. */
  inTheEnd(op: number): string {
    const made = op < (this.#result?.settled.length ?? 0);
    return String(this.value(op) ?? (made ? 'blocked' : 'not made'));
  }

  /** The same when nothing could run any more after the call: one that returned later was `blocked`. */
  atOnce(op: number): string {
    const during = this.returnedDuring(op);
    return during !== undefined && during > op ? 'blocked' : this.inTheEnd(op);
  }

  /** The operation during which the call returned. */
  returnedDuring(op: number): number | undefined {
    const at = this.#result?.settled.findIndex(({ returned }) => returned.some((one) => one.op === op)) ?? -1;
    return at < 0 ? undefined : at;
  }

  /** Whether the task was blocked when nothing could run after the operation. */
  blocked(op: number, task: number): boolean {
    return this.#result?.settled[op]?.blocked.includes(task) === true;
  }

  /** At which point the task was parked when nothing could run after the operation. */
  parkedAt(op: number, task: number): string | undefined {
    return this.#result?.settled[op]?.parked.find((one) => one.task === task)?.point;
  }

  died(task: number): boolean {
    return this.#result?.settled.some(({ died }) => died.some((one) => one.task === task)) === true;
  }

  /** All of a buffer of the call's. */
  buffer(op: number, output = 0): Buffer {
    return Buffer.from(this.#returned(op)?.out[output] ?? []);
  }

  /** What the call wrote into its first buffer: as much as its result says. */
  bytes(op: number): Buffer {
    const length = this.value(op);
    return this.buffer(op).subarray(0, typeof length === 'number' ? length : 0);
  }

  /** The same as text. */
  text(op: number): string {
    return this.bytes(op).toString();
  }

  #returned(op: number) {
    return this.#result?.settled.flatMap(({ returned }) => returned).find((one) => one.op === op);
  }
}

/** Runs scripts, one after the other. */
export async function runScripts(target: Target, scripts: readonly Script[]): Promise<readonly ScriptRun[]> {
  const results = await target.run(scripts.map(({ ops }) => ({ ops })));
  return scripts.map((_, i) => new ScriptRun(results[i]));
}

/** Runs one script. */
export async function runScript(target: Target, script: Script): Promise<ScriptRun> {
  const [run] = await runScripts(target, [script]);
  return run!;
}
