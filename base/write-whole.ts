// SPDX-License-Identifier: MIT
// Files that are there whole or not at all.
import {
  accessSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ErrorCode, SyspecError } from './errors.ts';

/** What is said where a file cannot be written. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly hint: string;
}

/** Of a file that somebody has named, who can name another one. */
export const NAMED: Refusal = { code: 'BAD_USAGE', hint: 'Name another file or folder.' };

/** Of a file that nobody has named: no word of the command line is at fault. */
export const UNNAMED: Refusal = { code: 'NOT_PERMITTED', hint: 'Make it writable, then run this again.' };

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

/** Our own output where it goes into that file, as by `--ktap /dev/stdout > all`: a new file in its place would lose what is printed. */
function ownOutput(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return undefined;
  return [1, 2].find((descriptor) => {
    const { dev, ino } = fstatSync(descriptor);
    return dev === found.dev && ino === found.ino;
  });
}

/** The file behind a symbolic link, which stays one; it may be still to be made. */
function behindLinks(file: string): string {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() !== true) return file;
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return realpathSync(file);
  return behindLinks(resolve(realpathSync(dirname(file)), readlinkSync(file)));
}

/** Our own descriptor or the name of what is written to as it is; undefined for a file that is made anew. */
const openedAs = (file: string): number | string | undefined => (isStream(file) ? file : ownOutput(file));

const besides = (file: string): string => `${file}.${process.pid}.part`;

function refused(what: string, error: unknown, refusal: Refusal): SyspecError {
  const { code, message } = error as NodeJS.ErrnoException;
  const said = `cannot write ${what}: ${message}`;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new SyspecError('DISK_FULL', said, 'Free some space, then run this again.');
  return new SyspecError(refusal.code, said, refusal.hint);
}

/**
 * Looked at before the work, in a folder that is there: after it the verdict would be lost. Permissions do not tell of everything, so
 * that a file is made and removed.
 * @param what where the message is not to name the file itself
 * @throws SyspecError as `writeWhole`
 */
export function requireWritable(file: string, refusal: Refusal = NAMED, what: string = file): void {
  let partial: string | undefined;
  try {
    const open = openedAs(file);
    if (typeof open === 'number') return;
    if (open !== undefined) return accessSync(open, constants.W_OK);
    partial = besides(behindLinks(file));
    writeFileSync(partial, '');
  } catch (error) {
    throw refused(what, error, refusal);
  } finally {
    if (partial !== undefined) discard(partial);
  }
}

/**
 * Writes a file that appears whole or not at all, with the folders above it. Of a symbolic link it is what that leads to, and a pipe or
 * a device is written to as it is.
 * @throws SyspecError DISK_FULL, or as `refusal` says when it cannot
 */
export function writeWhole(file: string, text: string, refusal: Refusal = NAMED): void {
  let partial: string | undefined;
  try {
    const open = openedAs(file);
    if (open !== undefined) return writeFileSync(open, text);
    const to = behindLinks(file);
    mkdirSync(dirname(to), { recursive: true });
    partial = besides(to);
    writeFileSync(partial, text);
    renameSync(partial, to);
  } catch (error) {
    if (partial !== undefined) discard(partial);
    throw refused(file, error, refusal);
  }
}
