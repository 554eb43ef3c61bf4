// SPDX-License-Identifier: MIT
// Makes the n-th allocation of a task fail (lib/fault-inject.c, mm/failslab.c, Linux 6.12).
import { O_RDWR } from '../protocol/flags.ts';
import { mount, open, readStart, write, writeFile } from './calls.ts';
import type { ScriptRun } from './run.ts';
import type { Fd, Script } from './script.ts';

const DEBUGFS = '/sys/kernel/debug';

/**
 * Lets allocations that may sleep fail too, which failslab passes over at boot. In every script: after a crash the kernel
 * is another one. Its log has a backtrace of each that fails, unless it was asked not to warn.
 * @returns the operation that gives 1 where there is failslab
 */
export function allowFaults(script: Script, task: number): number {
  // EBUSY where it is mounted already.
  mount(script, task, 'debugfs', DEBUGFS);
  return writeFile(script, task, `${DEBUGFS}/failslab/ignore-gfp-wait`, 'N');
}

/** The task's own fail-nth: opened by the task itself, then written and read by whoever has the descriptor. */
export class FailNth {
  readonly #script: Script;
  readonly #fd: Fd;

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#fd = open(script, task, '/proc/thread-self/fail-nth', O_RDWR);
  }

  /** From here on the n-th allocation of the task fails, counted from 1; 0 lets all succeed. */
  arm(by: number, n: number): number {
    return write(this.#script, by, this.#fd, String(n));
  }

  /** How many more would have to be made for one to fail; see `leftIn`. */
  left(by: number): number {
    return readStart(this.#script, by, this.#fd, 16);
  }
}

/** What `left` read: 0 when the allocation was made and failed; undefined when it was not read. */
export function leftIn(run: ScriptRun, op: number): number | undefined {
  const text = run.text(op);
  return /^\d+\n$/.test(text) ? Number(text) : undefined;
}
