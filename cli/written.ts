// SPDX-License-Identifier: MIT
// Files that a user wants written beside what is printed.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SyspecError } from '../base/errors.ts';

function isFolder(path: string): boolean {
  try {
    return statSync(resolve(path)).isDirectory();
  } catch {
    // Not there, or below a file.
    return false;
  }
}

/**
 * Looked at before the work: minutes later is too late to find that a file cannot be written. No folder is made, since it may be a typo.
 * @throws SyspecError BAD_USAGE where the folder of one of the files is not there, for a folder, and for `-`
 */
export function requireFolders(...files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file === undefined) continue;
    // Elsewhere that is standard output, which has the text for people.
    if (file === '-') throw new SyspecError('BAD_USAGE', "'-' is no file's name", 'Name a file: ./- is one.');
    if (isFolder(file)) throw new SyspecError('BAD_USAGE', `${file} is a folder`, 'Name a file in it.');
    const folder = dirname(file);
    if (isFolder(folder)) continue;
    throw new SyspecError('BAD_USAGE', `no such folder: ${folder}`, `Make it, or write ${file} elsewhere.`);
  }
}

/**
 * Of a folder that is made once there is something to put there.
 * @throws SyspecError BAD_USAGE where it cannot be made, or nothing can be written in it
 */
export function requireRoom(folder: string | undefined): void {
  if (folder === undefined) return;
  let there = resolve(folder);
  while (!existsSync(there)) there = dirname(there);
  const hint = 'Name another folder.';
  if (!isFolder(there)) throw new SyspecError('BAD_USAGE', `${there} is no folder`, hint);
  try {
    accessSync(there, constants.W_OK);
  } catch (error) {
    throw new SyspecError('BAD_USAGE', `cannot write in ${there}: ${(error as Error).message}`, hint);
  }
}

/** The lines that say so; with `json`, whose stdout is one object, they go to stderr, and there are none. */
export function writtenLines(files: readonly (string | undefined)[], json: boolean): string {
  const text = files.flatMap((file) => (file === undefined ? [] : `written to ${file}\n`)).join('');
  if (!json) return text;
  process.stderr.write(text);
  return '';
}
