// SPDX-License-Identifier: MIT
// Programs in process groups of their own, which end with this process however it ends.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SyspecError } from '../../base/errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Between the first signal to a group and SIGKILL. */
const GRACE_MS = 10_000;

/** How a program ended: by exit, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running program and all that it started. */
export interface Group {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Whether it was told to end: by `end`, by an abort, or by a signal to this process. */
  readonly stopped: boolean;
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

const running = new Map<ChildProcess, () => void>();

/** Looks a program up as execvp does. */
export function findTool(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * @param packages Debian's packages that have them
 * @throws SyspecError TOOL_MISSING with all that are missing
 */
export function requireTools(
  names: readonly string[],
  packages: string,
  env: NodeJS.ProcessEnv = process.env,
): void {
  const missing = names.filter((name) => findTool(name, env) === undefined);
  if (missing.length === 0) return;
  const hint = `Install it. On Debian: apt-get install --no-install-recommends ${packages}`;
  throw new SyspecError('TOOL_MISSING', `not installed: ${missing.join(', ')}`, hint);
}

/**
 * Starts a program. While it runs, SIGINT, SIGTERM and SIGHUP to this process end the program and not this
 * process, so that the caller cleans up; SIGKILL to this process ends it too, by the parent-death signal.
 */
export function startGroup(command: string, args: readonly string[], options: GroupOptions): Group {
  const { cwd, env, stdio, by, signal } = options;
  const guarded = ['--pdeathsig', by.replace('SIG', ''), '--', command, ...args];
  const child = spawn('setpriv', guarded, { cwd, env, stdio, detached: true });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    stopped = true;
    kill(child, by);
    timer ??= setTimeout(kill, GRACE_MS, child, 'SIGKILL').unref();
  };
  remember(child, end);
  const ended = new Promise<Ending>((resolve) => {
    const settle = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      forget(child);
      resolve({ code, signal: killedBy });
    };
    // An error is one of starting: setpriv itself is missing.
    child.once('error', () => settle(127, null));
    child.once('close', settle);
  });
  signal?.addEventListener('abort', end);
  if (signal?.aborted === true) end();
  return {
    child,
    ended,
    end,
    get stopped() {
      return stopped;
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

function endAll(): void {
  for (const end of running.values()) end();
}

function remember(child: ChildProcess, end: () => void): void {
  if (running.size === 0) {
    for (const signal of SIGNALS) process.on(signal, endAll);
    process.on('exit', endAll);
  }
  running.set(child, end);
}

function forget(child: ChildProcess): void {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of SIGNALS) process.removeListener(signal, endAll);
  process.removeListener('exit', endAll);
}
