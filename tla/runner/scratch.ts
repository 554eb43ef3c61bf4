// SPDX-License-Identifier: MIT
// A private folder for one run: TLC's states, the standard modules it unpacks, the log, the dump.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const live = new Set<string>();

/** Paths inside the private folder; all are absolute. */
export interface Scratch {
  readonly folder: string;
  /** `-metadir`. */
  readonly states: string;
  /** `java.io.tmpdir`. */
  readonly temp: string;
  readonly log: string;
  /** The configuration. TLC looks for its name beside the specification first, so the name is unique. */
  readonly config: string;
  /** TLC appends `.dot`. */
  readonly graph: string;
  /** `-userFile`: what the specification prints. */
  readonly printed: string;
  remove(): Promise<void>;
}

/** Makes the folder; it is also removed when the process exits early. */
export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-tlc-'));
  if (live.size === 0) process.on('exit', removeAll);
  live.add(folder);
  const temp = join(folder, 'tmp');
  mkdirSync(temp);
  return {
    folder,
    states: join(folder, 'states'),
    temp,
    log: join(folder, 'tlc.log'),
    config: join(folder, `${basename(folder)}.cfg`),
    graph: join(folder, 'graph'),
    printed: join(folder, 'printed'),
    async remove() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      live.delete(folder);
      if (live.size === 0) process.removeListener('exit', removeAll);
    },
  };
}

function removeAll(): void {
  for (const folder of live) rmSync(folder, { recursive: true, force: true });
}
