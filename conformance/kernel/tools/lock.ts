// SPDX-License-Identifier: MIT
// A lock on a file, held by the kernel: it cannot be left behind, and programs that inherit it hold it too.
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { SyspecError } from '../../../base/errors.ts';
import { startGroup } from '../../../base/process-group.ts';

/** A lock that is held. */
export interface Lock {
  /** Give it to a program as one of its descriptors: the lock is then held until that program ends too. */
  readonly fd: number;
  release(): void;
}

/** How to wait. */
export interface LockOptions {
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called once, when somebody else has it. */
  readonly onWait?: (() => void) | undefined;
}

/**
 * Waits for the lock on `path`, which is created, and never removed: to remove it would split the lock.
 * @throws SyspecError INTERRUPTED when told to stop waiting
 */
export async function takeLock(path: string, options: LockOptions = {}): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'a');
  try {
    if (!(await flock(['-n'], fd, options))) {
      options.onWait?.();
      if (!(await flock([], fd, options))) throw new Error(`flock failed on ${path}`);
    }
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return { fd, release: () => closeSync(fd) };
}

/** flock(1) locks the open file description, which it shares with us: the lock stays after it has exited. */
async function flock(args: readonly string[], fd: number, { env, signal }: LockOptions): Promise<boolean> {
  const stdio = ['ignore', 'ignore', 'ignore', fd] as const;
  const group = startGroup('flock', [...args, '3'], { env, stdio: [...stdio], by: 'SIGKILL', signal });
  const { code } = await group.ended;
  if (group.stop !== null)
    throw new SyspecError('INTERRUPTED', 'interrupted while waiting for another build');
  return code === 0;
}
