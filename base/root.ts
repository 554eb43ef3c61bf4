// SPDX-License-Identifier: MIT
// Where this package lies, from its sources as from dist/.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const up = dirname(from);
  if (up === from) throw new Error('syspec: no package.json above its own files; reinstall the package');
  return findRoot(up);
}

/** Absolute path of the folder that holds spec/, tla/ and package.json. */
export const ROOT: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a file of this package. */
export function inRoot(...parts: string[]): string {
  return join(ROOT, ...parts);
}
