// SPDX-License-Identifier: MIT
// The version of this package.
import { readFileSync } from 'node:fs';
import { inRoot } from './root.ts';

/** As package.json has it. */
export function version(): string {
  return String(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version);
}
