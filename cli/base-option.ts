// SPDX-License-Identifier: MIT
// `--base` and `--source`: from which Linux a kernel is built.
import { Option } from 'commander';
import { BASE_NAMES, type BaseName, DEFAULT_BASE } from '../conformance/kernel/bases.ts';

/** What a command that builds kernels is told of their source. */
export interface SourceFlags {
  readonly base: BaseName;
  /** A kernel tree. */
  readonly source?: string;
}

/** Which release: series, points and faults are those for it. */
export function baseOption(): Option {
  return new Option('--base <release>', 'the Linux that it is built from, with the patches for that')
    .choices([...BASE_NAMES])
    .default(DEFAULT_BASE);
}

/** Somebody's own source in place of Debian's. */
export function sourceOption(): Option {
  return new Option('--source <dir>', "a kernel tree to build from (default: Debian's linux-source-BASE)");
}
