// SPDX-License-Identifier: MIT
// What trials have found, in a file that grows with each: an interrupted run goes on where it stopped.
import { z } from 'zod';
import { keptLines } from '../../base/kept-lines.ts';
import type { Trial } from './trial.ts';

/** Trials by the hash of all that they depend on. */
export interface Memory {
  get(key: string): Trial | undefined;
  set(key: string, trial: Trial): void;
}

const lineSchema = z.object({
  key: z.string(),
  killedBy: z.object({ lane: z.string(), title: z.string() }).optional(),
});

/**
 * The memory in a file. What did not come to an end is not remembered, and a line that is cut off is none.
 * @param kept a second file: what is found, or asked for, is put there as well. It can be taken to another machine
 */
export function openMemory(path: string, kept?: string): Memory {
  const files = [path, ...(kept === undefined ? [] : [kept])].map(openFile);
  const set = (key: string, trial: Trial) => {
    if (trial.unfinished === undefined) for (const file of files) file.set(key, trial);
  };
  return {
    get(key) {
      const trial = files.map((file) => file.get(key)).find((one) => one !== undefined);
      if (trial !== undefined) set(key, trial);
      return trial;
    },
    set,
  };
}

function openFile(path: string): Memory {
  const lines = keptLines(path, lineSchema);
  return {
    get(key) {
      const line = lines.get(key);
      return line && (line.killedBy === undefined ? {} : { killedBy: line.killedBy });
    },
    set(key, { killedBy }) {
      if (lines.get(key) === undefined) lines.add({ key, ...(killedBy === undefined ? {} : { killedBy }) });
    },
  };
}
