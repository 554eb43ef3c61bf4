// SPDX-License-Identifier: MIT
// Lets time pass in a guest by work: a guest with nothing to do is not waited for, and a host's clock says nothing of it.
import { O_RDWR } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import { open } from './calls.ts';
import type { ScriptRun } from './run.ts';
import type { Fd, Script } from './script.ts';

/** Milliseconds in what times(2) counts by: USER_HZ is 100. */
const TICK_MS = 10;

/**
 * Reads the guest's clock; see `msIn`. It is `jiffies`, by which the kernel's timeouts are counted: the clocks for programs
 * run beside it, and a timeout seems too short by what a machine that is short of CPU keeps from its guest.
 */
export function readClock(script: Script, task: number): number {
  return script.call(task, NR.times, 0);
}

/** Milliseconds on the guest's clock; undefined when it was not read. */
export function msIn(run: ScriptRun, op: number): number | undefined {
  const ticks = run.value(op);
  return typeof ticks === 'number' ? ticks * TICK_MS : undefined;
}

/** Work for a task: zeros are moved to nowhere, during which interrupts come. */
export class Work {
  readonly #script: Script;
  readonly #task: number;
  readonly #from: Fd;
  readonly #to: Fd;

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#task = task;
    this.#from = open(script, task, '/dev/zero');
    this.#to = open(script, task, '/dev/null', O_RDWR);
  }

  /** Moves so many bytes. */
  turn(bytes: number): number {
    return this.#script.call(this.#task, NR.sendfile, this.#to, this.#from, 0, bytes);
  }
}
