// SPDX-License-Identifier: MIT
// The state of a task, and how often it has slept, as /proc shows them.
import { open, readStart } from './calls.ts';
import type { ScriptRun } from './run.ts';
import type { Script } from './script.ts';

/** The state in a /proc/PID/stat; undefined where it is broken off. */
export function stateIn(stat: string): string | undefined {
  return /^\d+ \(.*\) (\w) /s.exec(stat)?.[1];
}

/** How often a task has gone to sleep, in a /proc/PID/status; undefined where it is not there. */
export function sleepsIn(status: string): number | undefined {
  const found = /^voluntary_ctxt_switches:\t(\d+)$/m.exec(status);
  return found === null ? undefined : Number(found[1]);
}

/** Something that a file of a task's own tells; `size` are bytes, more than the file has. */
interface Told<T> {
  readonly file: string;
  readonly size: number;
  in(text: string): T | undefined;
}

/** Reads a file of a task's own by a task that has the descriptor; gives what it tells, of a run. */
type TaskReader<T> = (by: number) => (run: ScriptRun) => T | undefined;

/** The task itself opens its file, which is then read by others. */
function readerOf<T>(script: Script, task: number, { file, size, in: find }: Told<T>): TaskReader<T> {
  const fd = open(script, task, `/proc/thread-self/${file}`);
  return (by) => {
    const op = readStart(script, by, fd, size);
    return (run) => find(run.text(op));
  };
}

/** What reads a task's state: `T` of one that is stopped. */
export const stateOf = (script: Script, task: number): TaskReader<string> =>
  readerOf(script, task, { file: 'stat', size: 512, in: stateIn });

/** What reads how often a task has gone to sleep. */
export const sleepsOf = (script: Script, task: number): TaskReader<number> =>
  readerOf(script, task, { file: 'status', size: 4096, in: sleepsIn });
