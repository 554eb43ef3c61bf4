// SPDX-License-Identifier: MIT
// A file that a user named.
import { readFileSync } from 'node:fs';
import { SyspecError } from './errors.ts';

/** Its text. @throws SyspecError BAD_INPUT when it cannot be read */
export function readInput(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SyspecError(
      'BAD_INPUT',
      `cannot read ${file}: ${(error as Error).message}`,
      'Name another file.',
    );
  }
}
