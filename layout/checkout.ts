// SPDX-License-Identifier: MIT
// Some commands work on the sources, which the installed package does not have.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SyspecError } from '../base/errors.ts';

/** Throws BAD_USAGE unless `root` is a checkout of the sources; `command` is named in the message. */
export function requireCheckout(root: string, command: string): void {
  if (existsSync(join(root, 'vitest.config.ts'))) return;
  throw new SyspecError(
    'BAD_USAGE',
    `'syspec ${command}' needs a checkout of the sources, and this is the installed package`,
    `Clone the repository and run './syspec ${command}' in it.`,
  );
}
