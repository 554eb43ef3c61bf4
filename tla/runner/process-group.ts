// SPDX-License-Identifier: MIT
// Runs one program in a process group of its own, and ends all of it: at a time limit, an abort, or a signal.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Ending, Stop } from './verdict.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What to run, and when to end it. */
export interface GroupOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onStdout: (chunk: Buffer) => void;
  readonly onStderr: (chunk: Buffer) => void;
  /** Milliseconds. */
  readonly timeLimitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The groups that run now, each with what ends it. */
const running = new Map<ChildProcess, (stop: Stop) => void>();
/** Set by the first signal: a process that was told to stop starts nothing more. */
let told: NodeJS.Signals | undefined;

/**
 * Runs until all of the program's output is read. While it runs, SIGINT, SIGTERM and SIGHUP end it and not
 * this process, so that the caller can clean up; from then on every run of this process ends at once.
 * @throws the error of `spawn` when the program cannot be started, or the one that a callback threw.
 */
export function runGroup(command: string, args: readonly string[], options: GroupOptions): Promise<Ending> {
  const early = stopBefore(options.signal);
  if (early !== null) return Promise.resolve({ exit: null, signal: null, stop: early });
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stop: Stop | null = null;
    const end = (why: Stop): void => {
      stop ??= why;
      kill(child);
    };
    const { timeLimitMs: limitMs, signal } = options;
    const timer = limitMs === undefined ? undefined : setTimeout(end, limitMs, { by: 'time', limitMs });
    const abort = (): void => end({ by: 'abort' });
    signal?.addEventListener('abort', abort);
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      forget(child);
    };
    remember(child, end);
    let failure: { readonly error: unknown } | undefined;
    const guarded = (take: (chunk: Buffer) => void) => (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        failure ??= { error };
        kill(child);
      }
    };
    child.stdout.on('data', guarded(options.onStdout));
    child.stderr.on('data', guarded(options.onStderr));
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (exit, killedBy) => {
      release();
      if (failure === undefined) resolve({ exit, signal: killedBy, stop });
      else reject(failure.error);
    });
  });
}

function stopBefore(signal: AbortSignal | undefined): Stop | null {
  if (told !== undefined) return { by: 'signal', signal: told };
  return signal?.aborted ? { by: 'abort' } : null;
}

/** SIGKILL at once: all that a run writes is private and about to be removed. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group ended in the meantime.
  }
}

function onSignal(signal: NodeJS.Signals): void {
  told ??= signal;
  for (const end of running.values()) end({ by: 'signal', signal });
}

/** The last resort: somebody called process.exit while a run was under way. */
function onExit(): void {
  for (const child of running.keys()) kill(child);
}

function remember(child: ChildProcess, end: (stop: Stop) => void): void {
  if (running.size === 0) {
    for (const signal of SIGNALS) process.on(signal, onSignal);
    process.on('exit', onExit);
  }
  running.set(child, end);
}

function forget(child: ChildProcess): void {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  process.removeListener('exit', onExit);
}
