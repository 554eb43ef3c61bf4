// SPDX-License-Identifier: MIT
// A kernel that a user names.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { SyspecError } from '../base/errors.ts';

/** The magic of a bzImage and its offset in the file, by Documentation/arch/x86/boot.rst, Linux 6.12. */
const MAGIC = { text: 'HdrS', at: 0x202 };

const HINT = 'Name a bzImage, as arch/x86/boot/bzImage.';

function isBzImage(file: string): boolean {
  const read = Buffer.alloc(MAGIC.text.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, read, 0, read.length, MAGIC.at);
  } finally {
    closeSync(descriptor);
  }
  return read.toString('latin1') === MAGIC.text;
}

/** Its absolute path. @throws SyspecError BAD_INPUT where there is no such file, or one that no machine boots */
export function kernelImage(path: string): string {
  const file = resolve(path);
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (!isFile) throw new SyspecError('BAD_INPUT', `no kernel image: ${path}`, HINT);
  let isImage: boolean;
  try {
    isImage = isBzImage(file);
  } catch (error) {
    throw new SyspecError('BAD_INPUT', `cannot read ${path}: ${(error as Error).message}`, HINT);
  }
  if (!isImage) throw new SyspecError('BAD_INPUT', `${path} is not a bzImage`, HINT);
  return file;
}
