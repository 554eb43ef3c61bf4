// SPDX-License-Identifier: MIT
// A copy of a source, of hard links, for as long as something is built in it.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { withoutGit } from '../series/git.ts';
import { type Asking, failureOf } from './tool.ts';

/** Milliseconds after which nobody builds in a copy any more: a process that was killed has left it. */
const OLD_MS = 24 * 60 * 60 * 1000;

/** Removes the copies of a source that processes have left behind. */
function sweep(pristine: string): void {
  const folder = dirname(pristine);
  const left = readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(pristine)}.`))
    .filter((name) => /^\.(?:selftest|monitors)-\w{6}$/.test(name.slice(basename(pristine).length)))
    .map((name) => join(folder, name));
  for (const path of left) {
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > OLD_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** What runs in a copy: an environment without a git repository, and what ends it. */
export type InCopy = Required<Pick<Asking, 'env' | 'signal'>>;

/** Uses a copy of a source, for a build of that kind. @throws SyspecError KERNEL_SOURCE where it cannot be made; INTERRUPTED */
export async function inCopy<T>(
  pristine: string,
  kind: 'selftest' | 'monitors',
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal?: AbortSignal | undefined },
  use: (tree: string, options: InCopy) => Promise<T>,
): Promise<T> {
  sweep(pristine);
  // Beside the source, where hard links are possible.
  const top = mkdtempSync(`${pristine}.${kind}-`);
  // Nobody's git repository is above it.
  const options = { env: { ...withoutGit(env), GIT_CEILING_DIRECTORIES: top }, signal };
  const tree = join(top, 'tree');
  try {
    const failure = await failureOf('cp', ['-al', '--', pristine, tree], { cwd: top, ...options });
    if (failure.length > 0) throw new SyspecError('KERNEL_SOURCE', failure.join('\n'));
    return await use(tree, options);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
