// SPDX-License-Identifier: MIT
// Where the consoles of guests are logged: each in a file of its own, in the user's cache folder.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../../tla/runner/cache.ts';

/** Logs kept; older ones are removed. */
const MAX_LOGS = 200;

let logs = 0;

/** The path of a log that is not there yet; the oldest ones make room for it. Its name sorts by time. */
export function newLog(): string {
  const folder = join(cacheFolder(), 'logs', 'guests');
  mkdirSync(folder, { recursive: true });
  const old = readdirSync(folder).sort().slice(0, -MAX_LOGS);
  for (const name of old) rmSync(join(folder, name), { force: true });
  const time = new Date().toISOString().replaceAll(':', '').replace('.', '-');
  logs += 1;
  return join(folder, `${time}-${process.pid}-${logs}.log`);
}
