// SPDX-License-Identifier: MIT
// What a program printed when it failed, as an error that says what to do.
import { type ErrorCode, SyspecError } from '../../../base/errors.ts';

const FULL = /No space left on device|Disk quota exceeded/;

/** DISK_FULL, with what to do about it. */
export function diskFull(what: string, folder: string): SyspecError {
  return new SyspecError(
    'DISK_FULL',
    `no space left on the disk: ${what}`,
    `Free some, then run this again: it goes on where it stopped. The cache is ${folder}.`,
  );
}

/** The error for a program that failed: DISK_FULL where its output says so, else `code`. */
export function toolFailure(
  output: string,
  folder: string,
  { code, message, hint }: { code: ErrorCode; message: string; hint: string },
): SyspecError {
  if (FULL.test(output)) return diskFull(message, folder);
  return new SyspecError(code, `${message}${firstError(output)}`, hint);
}

/** What a compiler, make, tar or patch says first about what is wrong. */
function firstError(output: string): string {
  const said = output
    .split('\n')
    .map((line) => line.trim())
    .find((line) => /\berror\b[: ]|FAILED|\*\*\*|^(?:tar|patch|xz): /i.test(line));
  return said === undefined ? '' : `: ${said}`;
}

/** Runs `work`; a full disk met by this process itself is DISK_FULL too. */
export async function onDisk<T>(what: string, folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(what, folder) : error;
  }
}
