// SPDX-License-Identifier: MIT
// Runs the kernel's make in a workspace: its output goes to a log and is counted, and it ends in good order.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { SyspecError } from '../../../base/errors.ts';
import { startGroup } from '../../../base/process-group.ts';
import type { Workspace } from '../source/workspace.ts';
import { toolFailure } from '../tools/failure.ts';
import { compilerCache } from './compiler-cache.ts';
import { type Fragment, requireConfig } from './config.ts';
import { isConfigured, noteConfigured } from './configured.ts';

/** A source, and the folder for what is made of it. */
export type BuildFolders = Pick<Workspace, 'src' | 'out'>;

/** How to build in a workspace. */
export interface MakeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** make and all of its children keep this descriptor open, and with it the workspace's lock. */
  readonly lockFd: number;
  readonly log: string;
  /** The cache, for messages. */
  readonly cache: string;
  /** Called with the lines that make has printed so far. */
  readonly onStep?: ((steps: number) => void) | undefined;
}

/** The same sources give the same bytes. */
const REPRODUCIBLE = {
  KBUILD_BUILD_TIMESTAMP: '1970-01-01',
  KBUILD_BUILD_USER: 'syspec',
  KBUILD_BUILD_HOST: 'syspec',
  KBUILD_BUILD_VERSION: '1',
  LC_ALL: 'C',
};

/**
 * Configures and builds; what an earlier run has built is not built again.
 * @returns how many lines the build printed, and the kernel's release
 * @throws SyspecError KERNEL_CONFIG when an option did not survive; KERNEL_BUILD, DISK_FULL, INTERRUPTED
 */
export async function makeKernel(
  workspace: BuildFolders,
  fragments: readonly Fragment[],
  options: MakeOptions,
): Promise<{ steps: number; release: string }> {
  const { out } = workspace;
  return await undisturbed(out, async () => {
    if (!isConfigured(workspace)) await configure(workspace, fragments, options);
    const { words, env } = compilerCache(options);
    const targets = [`-j${availableParallelism()}`, ...words, 'bzImage'];
    const steps = await make(workspace, targets, { ...options, env }, options.onStep);
    noteConfigured(workspace);
    return { steps, release: readFileSync(join(out, 'include/config/kernel.release'), 'utf8').trim() };
  });
}

/** Runs make, as `work` does, on an output folder; one in which make was killed is emptied first. */
export async function undisturbed<T>(out: string, work: () => Promise<T>): Promise<T> {
  const unclean = `${out}.unclean`;
  // A make that was killed may have left half an object that looks like a whole one.
  if (existsSync(unclean)) rmSync(out, { recursive: true, force: true });
  mkdirSync(dirname(unclean), { recursive: true });
  writeFileSync(unclean, '');
  try {
    return await work();
  } finally {
    // make has ended by itself, if only because it was told to: it removes its half-made targets.
    rmSync(unclean, { force: true });
  }
}

/**
 * Gives the output folder the .config that the fragments make over tinyconfig.
 * @throws SyspecError KERNEL_CONFIG when an option did not survive; as make does
 */
export async function configure(
  workspace: BuildFolders,
  fragments: readonly Fragment[],
  options: MakeOptions,
): Promise<void> {
  const config = join(workspace.out, '.config');
  await make(workspace, ['tinyconfig'], options);
  writeFileSync(config, fragments.map(({ text }) => `\n${text}`).join(''), { flag: 'a' });
  await make(workspace, ['olddefconfig'], options);
  requireConfig(fragments, readFileSync(config, 'utf8'));
}

/**
 * One make, whose lines are counted.
 * @param targets with settings of variables among them
 * @throws SyspecError KERNEL_BUILD, DISK_FULL, INTERRUPTED
 */
export async function make(
  { src, out }: BuildFolders,
  targets: readonly string[],
  { env, signal, lockFd, log, cache }: MakeOptions,
  onStep?: (steps: number) => void,
): Promise<number> {
  const logFd = openSync(log, 'a');
  let steps = 0;
  let tail = '';
  let unwritten: unknown;
  const take = (chunk: Buffer): void => {
    try {
      writeSync(logFd, chunk);
    } catch (error) {
      unwritten ??= error;
      group.end();
    }
    tail = (tail + chunk.toString()).slice(-20_000);
    for (const byte of chunk) if (byte === 10) steps += 1;
    onStep?.(steps);
  };
  const group = startGroup('make', ['-C', src, `O=${out}`, 'ARCH=x86_64', ...targets], {
    env: { ...env, ...REPRODUCIBLE },
    stdio: ['ignore', 'pipe', 'pipe', lockFd],
    by: 'SIGTERM',
    signal,
  });
  group.child.stdout?.on('data', take);
  group.child.stderr?.on('data', take);
  const { code } = await group.ended;
  closeSync(logFd);
  if (unwritten !== undefined) throw unwritten;
  if (group.stop !== null) {
    throw new SyspecError(
      'INTERRUPTED',
      'the kernel build was interrupted',
      'Run it again: it goes on there.',
    );
  }
  if (code === 0) return steps;
  throw toolFailure(tail, cache, {
    code: 'KERNEL_BUILD',
    message: `make ${targets.at(-1)} failed`,
    hint: `The log is ${log}.`,
  });
}
