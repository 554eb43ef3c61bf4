// SPDX-License-Identifier: MIT
// Mutants of a proposal's TLA+ that change nothing that it says, each with a reason.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import type { Manifest } from '../../tla/manifest.ts';

const LIST = z.strictObject({
  equivalent: z.array(z.strictObject({ id: z.string().min(1), reason: z.string().min(1) })),
});

/** Where the list of a proposal is. */
export const listFile = ({ file }: Manifest): string => join(dirname(file), 'equivalent.json');

/**
 * The reasons by the mutants' ids; empty where there is no list.
 * @throws SyspecError BAD_INPUT when it is not of that shape, or has an id twice
 */
export function readEquivalent(file: string): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  if (!existsSync(file)) return reasons;
  for (const { id, reason } of parse(file).equivalent) {
    if (reasons.has(id)) throw new SyspecError('BAD_INPUT', `${file}: '${id}' is there twice`, 'Leave one.');
    reasons.set(id, reason);
  }
  return reasons;
}

function parse(file: string): z.output<typeof LIST> {
  try {
    return LIST.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new SyspecError('BAD_INPUT', `${file}: ${message}`, 'It is {"equivalent": [{"id", "reason"}]}.');
  }
}
