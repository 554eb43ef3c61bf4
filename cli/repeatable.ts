// SPDX-License-Identifier: MIT
// Options that may be given several times.
import { Option } from 'commander';

/** One whose value is what it was given each time, in order; its description says that it may be. */
export function repeatable(flags: string, what: string): Option {
  return new Option(flags, `${what}; repeatable`)
    .default([])
    .argParser((word: string, before: readonly string[]): readonly string[] => [...before, word]);
}
