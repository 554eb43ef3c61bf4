// SPDX-License-Identifier: MIT
// The shim's executable, built once for each content of its sources.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import { cacheFolder } from '../../tla/runner/cache.ts';

const run = promisify(execFile);
const SOURCES = inRoot('conformance', 'shim');

/**
 * Absolute path of the static executable, in the user's cache folder.
 * @throws SyspecError TOOL_MISSING without make or gcc; SHIM_BUILD when it does not compile.
 */
export async function buildShim(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const folder = join(cacheFolder(env), 'shim');
  const built = join(folder, await shimKey(env), 'shim');
  if (existsSync(built)) return built;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'build-'));
  try {
    await compile(work, env);
    // Of two builds at once each renames a whole folder: the second finds the first's, equal to its own.
    await rename(work, join(built, '..')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return built;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A hash of what the executable is made from: sources, Makefile and compiler. */
export async function shimKey(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const hash = createHash('sha256').update(await compilerVersion(env));
  const files = (await readdir(SOURCES, { recursive: true }))
    .filter((name) => /^(?!fuzz).*\.[chS]$|^Makefile$/.test(name))
    .sort();
  for (const name of files) hash.update(`\0${name}\0`).update(await readFile(join(SOURCES, name)));
  return hash.digest('hex').slice(0, 32);
}

async function compilerVersion(env: NodeJS.ProcessEnv): Promise<string> {
  try {
    return (await run('gcc', ['--version'], { env })).stdout;
  } catch (error) {
    throw missing('gcc', error as Error);
  }
}

function missing(tool: string, error: Error): SyspecError {
  return new SyspecError(
    'TOOL_MISSING',
    `cannot run ${tool}: ${error.message}`,
    'Install a C compiler and make (Debian: apt-get install gcc make libc6-dev).',
  );
}

async function compile(out: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run('make', ['-s', '-C', SOURCES, `OUT=${out}`], { env });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    if ((code as unknown) === 'ENOENT') throw missing('make', error as Error);
    throw new SyspecError(
      'SHIM_BUILD',
      `the shim does not compile:\n${stderr ?? (error as Error).message}`,
      'It needs a static C library for x86-64 (Debian: libc6-dev).',
    );
  }
}
