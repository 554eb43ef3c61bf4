// SPDX-License-Identifier: MIT
// The state of a task, and how often it has slept, as /proc shows them.
import { open, readStart } from './calls.ts';
import type { ScriptRun } from './run.ts';
import type { Fd, Script } from './script.ts';

/** Bytes: more than the files have. */
const [SIZE, STATUS_SIZE] = [512, 4096];

/** The state in a /proc/PID/stat; undefined where it is broken off. */
export function stateIn(stat: string): string | undefined {
  return /^\d+ \(.*\) (\w) /s.exec(stat)?.[1];
}

/** A task's own stat: opened by the task itself, then read by whoever has the descriptor. */
export class TaskState {
  readonly #script: Script;
  readonly #fd: Fd;

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#fd = open(script, task, '/proc/thread-self/stat');
  }

  /** Reads it; gives the state, of a run: `T` of a task that is stopped. */
  read(by: number): (run: ScriptRun) => string | undefined {
    const op = readStart(this.#script, by, this.#fd, SIZE);
    return (run) => stateIn(run.text(op));
  }
}

/** How often a task has gone to sleep, in a /proc/PID/status; undefined where it is not there. */
export function sleepsIn(status: string): number | undefined {
  const found = /^voluntary_ctxt_switches:\t(\d+)$/m.exec(status);
  return found === null ? undefined : Number(found[1]);
}

/** A task's own status: opened by the task itself, then read by whoever has the descriptor. */
export class TaskSleeps {
  readonly #script: Script;
  readonly #fd: Fd;

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#fd = open(script, task, '/proc/thread-self/status');
  }

  /** Reads it; gives how often the task had gone to sleep, of a run. */
  read(by: number): (run: ScriptRun) => number | undefined {
    const op = readStart(this.#script, by, this.#fd, STATUS_SIZE);
    return (run) => sleepsIn(run.text(op));
  }
}
