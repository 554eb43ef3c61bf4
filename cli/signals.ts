// SPDX-License-Identifier: MIT
// Ctrl-C: what runs is told to stop, and what it has laid out is removed before we end.
import { constants } from 'node:os';
import { toldToEnd } from '../base/process-group.ts';

let seen: NodeJS.Signals | undefined;

/** The exit code of whoever was ended by a signal, as a shell has it: 130 after Ctrl-C. Undefined where none came. */
export function signalExitCode(): number | undefined {
  const signal = seen ?? toldToEnd();
  return signal === null ? undefined : 128 + (constants.signals[signal] ?? 0);
}

/** As `base/process-group.ts` has them: whoever hears one there has its group ended, and must not go on with another. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `work` with a signal that SIGINT, SIGTERM and SIGHUP abort. A second one of the same kind ends this process at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const came = new Set<NodeJS.Signals>();
  // It stays: execa ends this process where it is the only one to hear a signal.
  const abort = (signal: NodeJS.Signals) => {
    if (came.has(signal)) {
      process.off(signal, abort);
      process.kill(process.pid, signal);
    }
    came.add(signal);
    seen ??= signal;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}
