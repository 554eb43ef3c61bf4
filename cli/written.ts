// SPDX-License-Identifier: MIT
// Files that a user wants written beside what is printed.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { NAMED, type Refusal, requireWritable } from '../base/write-whole.ts';

/** Of a folder that somebody has named. */
const FOLDER: Refusal = { ...NAMED, hint: 'Name another folder.' };

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
 * @throws SyspecError BAD_USAGE where one of the files cannot be written or its folder is not there, for a folder, and for `-`
 */
export function requireFolders(...files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file === undefined) continue;
    // Elsewhere that is standard output, which has the text for people.
    if (file === '-') throw new SyspecError('BAD_USAGE', "'-' is no file's name", 'Name a file: ./- is one.');
    if (isFolder(file)) throw new SyspecError('BAD_USAGE', `${file} is a folder`, 'Name a file in it.');
    const folder = dirname(file);
    if (!isFolder(folder))
      throw new SyspecError('BAD_USAGE', `no such folder: ${folder}`, `Make it, or write ${file} elsewhere.`);
    requireWritable(file);
  }
}

/**
 * Of a folder that is made once there is something to put there.
 * @throws SyspecError as `refusal` says where it cannot be made, or nothing can be written in it
 */
export function requireRoom(folder: string | undefined, refusal: Refusal = FOLDER): void {
  if (folder === undefined) return;
  let there = resolve(folder);
  while (!existsSync(there)) there = dirname(there);
  if (!isFolder(there)) throw new SyspecError(refusal.code, `${there} is no folder`, refusal.hint);
  requireWritable(join(there, '.syspec'), refusal, `in ${there}`);
}

/** The lines that say so; with `json`, whose stdout is one object, they go to stderr, and there are none. */
export function writtenLines(files: readonly (string | undefined)[], json: boolean): string {
  const text = files.flatMap((file) => (file === undefined ? [] : `written to ${file}\n`)).join('');
  if (!json) return text;
  process.stderr.write(text);
  return '';
}
