// SPDX-License-Identifier: MIT
// `--flavour`, `--base`, `--source` and `--patch`: which kernel is built, and from which Linux.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import { SyspecError } from '../base/errors.ts';
import { BASE_NAMES, type BaseName, DEFAULT_BASE } from '../conformance/kernel/bases.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { repeatable } from './repeatable.ts';

/** What a command that builds kernels is told of their source. */
export interface SourceFlags {
  readonly base: BaseName;
  /** A kernel tree. */
  readonly source?: string;
}

/** Which of the kernels that we build. */
export function flavourOption(what: string): Option {
  return new Option('--flavour <name>', what).choices(FLAVOURS.map(({ name }) => name));
}

/** Which release: series, points and faults are those for it. */
export function baseOption(
  what: string = 'the Linux that it is built from, with the patches for that',
): Option {
  return new Option('--base <release>', what).choices([...BASE_NAMES]).default(DEFAULT_BASE);
}

/** Somebody's own source in place of Debian's. */
export function sourceOption(
  what: string = "a kernel tree to build from (default: Debian's linux-source-BASE)",
): Option {
  return new Option('--source <dir>', what);
}

/** Patches beside those of a kernel; `what` says on what, and what for. */
export function patchOption(what: string): Option {
  return repeatable('--patch <file>', `one more patch on ${what}`);
}

/** Its absolute path: looked at before anything is built. @throws SyspecError BAD_INPUT where it is no file */
export function patchFile(file: string): string {
  let isFile: boolean;
  try {
    isFile = statSync(file).isFile();
  } catch {
    throw new SyspecError('BAD_INPUT', `there is no patch ${file}`, 'Name another file.');
  }
  if (!isFile) throw new SyspecError('BAD_INPUT', `${file} is no file`, 'Name a patch.');
  return resolve(file);
}
