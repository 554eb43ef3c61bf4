// SPDX-License-Identifier: MIT
// What became of mutants, in a file that grows with each: an interrupted run goes on where it stopped.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

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
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const known = new Map(
    text.split('\n').flatMap((line) => {
      const read = readLine(line);
      return read === undefined ? [] : [[read.key, read.fate] as const];
    }),
  );
  mkdirSync(dirname(path), { recursive: true });
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  return {
    get: (key) => known.get(key),
    set(key, fate) {
      known.set(key, fate);
      appendFileSync(path, `${JSON.stringify({ key, fate })}\n`);
    },
  };
}

function readLine(line: string): z.output<typeof LINE> | undefined {
  try {
    return LINE.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** A key for the parts, in their order. */
export function keyOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\0`).update(part);
  return hash.digest('hex');
}
