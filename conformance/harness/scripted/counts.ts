// SPDX-License-Identifier: MIT
// How many open files a kernel has.
import { NR } from '../protocol/nr.ts';
import { cString } from '../registers.ts';
import type { Target } from '../target.ts';
import { open, readStart } from './calls.ts';
import { runScript, type ScriptRun } from './run.ts';
import { Script } from './script.ts';

/** The first number of /proc/sys/fs/file-nr, which lags behind the open files; see `FileCount`. */
export function openFilesIn(fileNr: string): number | undefined {
  const found = /^(\d+)\t\d+\t\d+\n$/.exec(fileNr);
  return found === null ? undefined : Number(found[1]);
}

/** Bytes: more than it has. */
const FILE_NR = 64;

/** What a CPU counts by itself before it adds it to the number that is shown (lib/percpu_counter.c, Linux 6.12). */
const LAG = 32;

/** From the most that is not shown to a jump, and to the next where the first leads to 0: what is below is shown as 0. */
const MOST_MORE = 3 * LAG;

/**
 * Counts the open files, exactly where there is one CPU: files are opened until the number jumps, for it is right then.
 * The task keeps them until it ends.
 */
export class FileCount {
  readonly #readings: readonly number[];

  constructor(script: Script, task: number) {
    const fileNr = open(script, task, '/proc/sys/fs/file-nr');
    const reading = () => readStart(script, task, fileNr, FILE_NR);
    const readings = [reading()];
    for (let more = 0; more < MOST_MORE; more += 1) {
      script.call(task, NR.open, cString('/dev/null'), 0, 0);
      readings.push(reading());
    }
    this.#readings = readings;
  }

  /** Open files, those of the count apart; undefined when the number did not jump. */
  in(run: ScriptRun): number | undefined {
    const shown = this.#readings.map((op) => openFilesIn(run.text(op)));
    const jump = shown.findIndex((files) => files !== shown[0]);
    return jump < 0 || shown[jump] === undefined ? undefined : shown[jump] - jump;
  }
}

/** Open files of a guest in which nothing runs. */
export async function countFiles(target: Target): Promise<number | undefined> {
  const script = new Script();
  const count = new FileCount(script, script.spawn());
  return count.in(await runScript(target, script));
}
