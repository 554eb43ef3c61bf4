// SPDX-License-Identifier: MIT
// What is found one by one, in a file that grows with each: an interrupted run goes on where it stopped.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** Lines of JSON by their keys. */
export interface KeptLines<Line extends { readonly key: string }> {
  get(key: string): Line | undefined;
  /** Of two with one key the later one counts. */
  add(line: Line): void;
}

/** Those in a file, which need not be there yet. A line that was cut off is none, and one of another shape is none. */
export function keptLines<Line extends { readonly key: string }>(
  path: string,
  schema: z.ZodType<Line>,
): KeptLines<Line> {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const known = new Map(
    text.split('\n').flatMap((line) => {
      const read = readLine(line, schema);
      return read === undefined ? [] : [[read.key, read] as const];
    }),
  );
  mkdirSync(dirname(path), { recursive: true });
  // After an interrupted write the next line would be lost as well.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  return {
    get: (key) => known.get(key),
    add(line) {
      known.set(line.key, line);
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
}

function readLine<Line>(line: string, schema: z.ZodType<Line>): Line | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
