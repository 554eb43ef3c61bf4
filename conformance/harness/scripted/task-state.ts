// SPDX-License-Identifier: MIT
// The state of a task, as /proc shows it.
import { open, readStart } from './calls.ts';
import type { ScriptRun } from './run.ts';
import type { Fd, Script } from './script.ts';

/** Bytes: more than the file has. */
const SIZE = 512;

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
