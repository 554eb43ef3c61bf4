// SPDX-License-Identifier: MIT
// The user's cache folder: the TLC jar, and the logs of runs that ended badly.
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Logs kept; older ones are removed. */
const MAX_LOGS = 20;

/** `$XDG_CACHE_HOME/syspec`, or `~/.cache/syspec`; it may not exist yet. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'syspec');
}

/** Moves a log to the cache folder's `logs/` under a name that sorts by time; gives its new path. */
export async function keepLog(from: string, title: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = join(cacheFolder(env), 'logs');
  await mkdir(folder, { recursive: true });
  const time = new Date().toISOString().replaceAll(':', '').replace('.', '-');
  const kept = join(folder, `${time}-${process.pid}-${title}.log`);
  await moveFile(from, kept);
  const logs = (await readdir(folder)).sort();
  await Promise.all(logs.slice(0, -MAX_LOGS).map((name) => rm(join(folder, name), { force: true })));
  return kept;
}

/** Renames, or copies to another file system: the file appears whole or not at all. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const partial = `${to}.${process.pid}.part`;
    await copyFile(from, partial);
    await rename(partial, to);
    await rm(from, { force: true });
  }
}
