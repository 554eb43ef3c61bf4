// SPDX-License-Identifier: MIT
// Runs one program to its end, with a limit of time, and gives its output as it comes.
import { startGroup, toldToEnd } from '../../base/process-group.ts';
import type { Ending, Stop } from './verdict.ts';

/** What to run, and when to end it. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onStdout: (chunk: Buffer) => void;
  readonly onStderr: (chunk: Buffer) => void;
  /** Milliseconds. */
  readonly timeLimitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs until all of the program's output is read. SIGKILL ends it: all that it writes is private and about to be
 * removed. Once a signal has ended a group of this process, every run ends before it begins.
 * @throws the error that a callback threw, or of starting anything at all
 */
export async function runGroup(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ending> {
  const { cwd, env, timeLimitMs: limitMs, signal } = options;
  const early = stopBefore(signal);
  if (early !== null) return { exit: null, signal: null, stop: early };
  const group = startGroup(command, args, {
    ...{ cwd, env, signal },
    stdio: ['ignore', 'pipe', 'pipe'],
    by: 'SIGKILL',
  });
  let stop: Stop | null = null;
  const expire = (at: number): void => {
    if (group.stop === null) stop = { by: 'time', limitMs: at };
    group.end();
  };
  const timer = limitMs === undefined ? undefined : setTimeout(expire, limitMs, limitMs);
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    group.end();
  };
  const guarded = (take: (chunk: Buffer) => void) => (chunk: Buffer) => {
    try {
      take(chunk);
    } catch (error) {
      fail(error);
    }
  };
  group.child.stdout!.on('data', guarded(options.onStdout));
  group.child.stderr!.on('data', guarded(options.onStderr));
  group.child.once('error', fail);
  const { code, signal: killedBy } = await group.ended;
  clearTimeout(timer);
  if (failure !== undefined) throw failure.error;
  if (group.stop !== null && group.stop.by !== 'call') stop ??= group.stop;
  return { exit: code, signal: killedBy, stop };
}

function stopBefore(signal: AbortSignal | undefined): Stop | null {
  const told = toldToEnd();
  if (told !== null) return { by: 'signal', signal: told };
  return signal?.aborted ? { by: 'abort' } : null;
}
