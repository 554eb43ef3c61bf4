// SPDX-License-Identifier: MIT
// What became of mutants, in a file that grows with each: an interrupted run goes on where it stopped.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keptLines } from '../../base/kept-lines.ts';

const BY = z.strictObject({ claim: z.string(), variant: z.string(), scenario: z.string() });

const FATE = z.strictObject({
  verdict: z.enum(['killed', 'survived', 'error', 'limit', 'unread']),
  by: BY.nullable(),
  /** What TLC or SANY said, where it gave no verdict. */
  message: z.string().nullable(),
  /** Whether some state graph has another number of states. */
  differs: z.boolean(),
});

/** What became of one mutant, whatever is listed of it. */
export type TlaFate = z.output<typeof FATE>;

/** Fates by the hash of all that they depend on. */
export interface Memory {
  get(key: string): TlaFate | undefined;
  set(key: string, fate: TlaFate): void;
}

const LINE = z.strictObject({ key: z.string(), fate: FATE });

/** The memory in a file; a line that was cut off is none. */
export function openMemory(path: string): Memory {
  const lines = keptLines(path, LINE);
  return {
    get: (key) => lines.get(key)?.fate,
    set: (key, fate) => lines.add({ key, fate }),
  };
}

/** A key for the parts, in their order. */
export function keyOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\0`).update(part);
  return hash.digest('hex');
}
