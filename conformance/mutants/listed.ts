// SPDX-License-Identifier: MIT
// Mutants that may survive, each with a reason: equivalent ones, and those that only interleavings show.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import type { Mutant } from './mutant.ts';

const entries = z.array(z.strictObject({ id: z.string().min(1), reason: z.string().min(1) }));
const schema = z.strictObject({
  /** No kernel differs from the series by it. */
  equivalent: entries,
  /** To be found by the lane that steers interleavings. */
  owed: entries,
});

/** Why a mutant may survive. */
export interface Listed {
  readonly as: 'equivalent' | 'owed';
  readonly reason: string;
}

/**
 * The list of a proposal; empty where there is none.
 * @throws SyspecError BAD_INPUT when the file is not of that shape, or has an id twice
 */
export function readListed(
  slug: string,
  path: string = inRoot('conformance', slug, 'equivalent.json'),
): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>();
  if (!existsSync(path)) return listed;
  const { equivalent, owed } = parse(path);
  for (const [as, list] of [['equivalent', equivalent] as const, ['owed', owed] as const]) {
    for (const { id, reason } of list) {
      if (listed.has(id)) throw new SyspecError('BAD_INPUT', `${path}: '${id}' is there twice`, 'Leave one.');
      listed.set(id, { as, reason });
    }
  }
  return listed;
}

function parse(path: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new SyspecError(
      'BAD_INPUT',
      `${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`,
      'It is {"equivalent": [{"id", "reason"}], "owed": [{"id", "reason"}]}.',
    );
  }
}

/** @throws SyspecError BAD_INPUT for an entry that names no mutant */
export function requireKnown(listed: ReadonlyMap<string, Listed>, mutants: readonly Mutant[]): void {
  const ids = new Set(mutants.map(({ id }) => id));
  const unknown = [...listed.keys()].filter((id) => !ids.has(id));
  if (unknown.length === 0) return;
  throw new SyspecError(
    'BAD_INPUT',
    `listed as a mutant that may survive, and no mutant: ${unknown.map((id) => `'${id}'`).join(', ')}`,
    "'syspec mutants --list' has the names.",
  );
}
