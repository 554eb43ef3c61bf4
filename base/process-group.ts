// SPDX-License-Identifier: MIT
// Programs in process groups of their own, which end with this process however it ends.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Between the first signal to a group and SIGKILL. */
const GRACE_MS = 10_000;

/** How a program ended: by exit, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What told a group to end: a call of `end`, an abort, or a signal to this process. */
export type Stop =
  | { readonly by: 'call' }
  | { readonly by: 'abort' }
  | { readonly by: 'signal'; readonly signal: NodeJS.Signals };

/** A running program and all that it started. */
export interface Group {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** What told it to end first; null when nothing did. */
  readonly stop: Stop | null;
  /** Tells the whole group to end; SIGKILL follows when it does not. */
  end(): void;
}

/** What to run and how. */
export interface GroupOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly stdio: Exclude<SpawnOptions['stdio'], undefined>;
  /** What ends it: SIGTERM for a program that must clean up, SIGKILL for one that has nothing to. */
  readonly by: 'SIGTERM' | 'SIGKILL';
  readonly signal?: AbortSignal | undefined;
}

const running = new Map<ChildProcess, (stop: Stop) => void>();
let told: NodeJS.Signals | null = null;

/** The first signal to this process that ended a group; null when there was none. */
export function toldToEnd(): NodeJS.Signals | null {
  return told;
}

/**
 * Starts a program. While it runs, SIGINT, SIGTERM and SIGHUP to this process end the program and not this
 * process, so that the caller cleans up; SIGKILL to this process ends it too, by the parent-death signal. A program
 * that cannot be started ends with 127, and setpriv says why on its standard error; where setpriv itself is missing, nobody does.
 */
export function startGroup(command: string, args: readonly string[], options: GroupOptions): Group {
  const { cwd, env, stdio, by, signal } = options;
  const guarded = ['--pdeathsig', by.replace('SIG', ''), '--', command, ...args];
  const child = spawn('setpriv', guarded, { cwd, env, stdio, detached: true });
  let first: Stop | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = (stop: Stop): void => {
    first ??= stop;
    kill(child, by);
    timer ??= setTimeout(kill, GRACE_MS, child, 'SIGKILL').unref();
  };
  const abort = (): void => end({ by: 'abort' });
  remember(child, end);
  const ended = new Promise<Ending>((resolve) => {
    const settle = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      forget(child);
      resolve({ code, signal: killedBy });
    };
    // An error is one of starting: setpriv itself is missing.
    child.once('error', () => settle(127, null));
    child.once('close', settle);
  });
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  return {
    child,
    ended,
    end: () => end({ by: 'call' }),
    get stop() {
      return first;
    },
  };
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended.
  }
}

function onSignal(signal: NodeJS.Signals): void {
  told ??= signal;
  for (const end of running.values()) end({ by: 'signal', signal });
}

/** The last resort: somebody called process.exit while a program was running. */
function onExit(): void {
  for (const end of running.values()) end({ by: 'call' });
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
