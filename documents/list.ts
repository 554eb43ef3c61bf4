// SPDX-License-Identifier: MIT
// A list that a person keeps of a proposal, as a JSON file below documents/.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';

/** Of a list that cannot be used. */
export const refused = (file: string, why: string): SyspecError =>
  new SyspecError(
    'BAD_INPUT',
    `${file} cannot be used: ${why}`,
    'documents/README.md says what stands in it.',
  );

/** What stands in it; empty where there is none. @throws SyspecError BAD_INPUT where it cannot be read */
export function readList<T>(root: string, file: string, schema: z.ZodType<T[]>): T[] {
  if (!existsSync(join(root, file))) return [];
  try {
    return schema.parse(JSON.parse(readFileSync(join(root, file), 'utf8')));
  } catch (error) {
    throw refused(file, error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message);
  }
}
