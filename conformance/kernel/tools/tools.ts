// SPDX-License-Identifier: MIT
// Programs that must be installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SyspecError } from '../../../base/errors.ts';

/** Looks a program up as execvp does. */
export function findTool(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * @param packages Debian's packages that have them
 * @throws SyspecError TOOL_MISSING with all that are missing
 */
export function requireTools(
  names: readonly string[],
  packages: string,
  env: NodeJS.ProcessEnv = process.env,
): void {
  const missing = names.filter((name) => findTool(name, env) === undefined);
  if (missing.length === 0) return;
  const hint = `Install it. On Debian: apt-get install --no-install-recommends ${packages}`;
  throw new SyspecError('TOOL_MISSING', `not installed: ${missing.join(', ')}`, hint);
}
