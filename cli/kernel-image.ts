// SPDX-License-Identifier: MIT
// A kernel that a user names.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { SyspecError } from '../base/errors.ts';

/** Its absolute path. @throws SyspecError BAD_INPUT where there is no such file */
export function kernelImage(path: string): string {
  const file = resolve(path);
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile) return file;
  throw new SyspecError('BAD_INPUT', `no kernel image: ${path}`, 'Name a bzImage, as arch/x86/boot/bzImage.');
}
