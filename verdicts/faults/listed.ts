// SPDX-License-Identifier: MIT
// What may be as it is, each with a reason: faults that change no verdict, branches that nothing takes.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';

/** A list, by the name of its file. */
export type ListName = 'equivalent' | 'uncovered';

const entries = z.array(
  z.strictObject({
    id: z.string().min(1),
    around: z.string().exactOptional(),
    reason: z.string().min(1),
  }),
);

/**
 * The reasons in a file `{"equivalent": [{"id", "reason"}]}`, by id; none where there is no file.
 * Throws SyspecError BAD_INPUT when the file is not of that shape, or has an id twice.
 */
export function readList(path: string, name: ListName): ReadonlyMap<string, string> {
  return new Map(linesOf(path, name).map(({ id, reason }) => [id, reason]));
}

/** Of the same file, by id, what stood around each thing when it was listed, where that is said. Throws as `readList` does. */
export function readAround(path: string, name: ListName): ReadonlyMap<string, string | undefined> {
  return new Map(linesOf(path, name).map(({ id, around }) => [id, around]));
}

function linesOf(path: string, name: ListName): z.infer<typeof entries> {
  if (!existsSync(path)) return [];
  const list = parse(path, name);
  const twice = list.find(({ id }, i) => list.findIndex((other) => other.id === id) < i);
  if (twice !== undefined)
    throw new SyspecError('BAD_INPUT', `${path}: '${twice.id}' is there twice`, 'Leave one.');
  return list;
}

function parse(path: string, name: ListName): z.infer<typeof entries> {
  try {
    return z.strictObject({ [name]: entries }).parse(JSON.parse(readFileSync(path, 'utf8')))[name]!;
  } catch (error) {
    throw new SyspecError(
      'BAD_INPUT',
      `${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`,
      `It is {"${name}": [{"id", "reason"}]}.`,
    );
  }
}

/** How a thing and its line in a list go together. */
export interface Judged {
  readonly ok: boolean;
  /** Why it may be so, where it is listed. */
  readonly reason: string | null;
  /** It is listed, and need not be. */
  readonly stale: boolean;
}

/** `isGap`: it is what only a reason excuses. */
export function judge(id: string, isGap: boolean, reasons: ReadonlyMap<string, string>): Judged {
  const reason = reasons.get(id) ?? null;
  const stale = reason !== null && !isGap;
  return { ok: isGap ? reason !== null : !stale, reason, stale };
}

/** Lines of a list that name nothing. */
export function unknownIn(reasons: ReadonlyMap<string, string>, ids: readonly string[]): string[] {
  const known = new Set(ids);
  return [...reasons.keys()].filter((id) => !known.has(id));
}
