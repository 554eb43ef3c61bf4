// SPDX-License-Identifier: MIT
// Two series differ in the system call numbers of one header, which most files include and few use: ccache compiles those few.
// Where it is not installed all are compiled, to the same bytes.
import { join } from 'node:path';
import { findTool } from '../tools/tools.ts';

/** Whether there is one. */
export function hasCompilerCache(env: NodeJS.ProcessEnv): boolean {
  return findTool('ccache', env) !== undefined;
}

/** The words that make is to be given, and its environment. `cache` is a folder. */
export function compilerCache({ env, cache }: { readonly env: NodeJS.ProcessEnv; readonly cache: string }): {
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
} {
  if (!hasCompilerCache(env)) return { words: [], env };
  return {
    words: ['CC=ccache gcc'],
    env: {
      ...env,
      CCACHE_DIR: join(cache, 'ccache'),
      // Some 300 MB for each flavour of each base.
      CCACHE_MAXSIZE: '8G',
      CCACHE_NOCOMPRESS: '1',
      // To compile what was preprocessed for the look-up would be faster; but then no warning of the preprocessor is an error,
      // by which Kconfig tells what the compiler has: CC_HAS_INT128 would be lost.
      CCACHE_CPP2: '1',
    },
  };
}
