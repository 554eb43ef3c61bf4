// SPDX-License-Identifier: MIT
// Files that are there whole or not at all.
import { mkdirSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SyspecError } from './errors.ts';

/** Removes what was begun; nothing may be there, not even a folder. */
function discard(partial: string): void {
  try {
    unlinkSync(partial);
  } catch {
    // What kept it from being written is what is reported.
  }
}

/** Whether it is there and no file: a pipe or a device, whose name must not be taken from it. */
function isStream(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/**
 * Writes a file that appears whole or not at all, with the folders above it; a pipe or a device is written to as it is.
 * @throws SyspecError DISK_FULL, or BAD_USAGE when it cannot
 */
export function writeWhole(file: string, text: string): void {
  const partial = `${file}.${process.pid}.part`;
  try {
    if (isStream(file)) return writeFileSync(file, text);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch (error) {
    discard(partial);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new SyspecError(
        'DISK_FULL',
        `cannot write ${file}: ${message}`,
        'Free some space, then run this again.',
      );
    }
    throw new SyspecError('BAD_USAGE', `cannot write ${file}: ${message}`, 'Name another file or folder.');
  }
}
