// SPDX-License-Identifier: MIT
// Ctrl-C: what runs is told to stop, and what it has laid out is removed before we end.
import { constants } from 'node:os';
import { toldToEnd } from '../base/process-group.ts';

let seen: NodeJS.Signals | undefined;

const codeOf = (signal: NodeJS.Signals): number => 128 + (constants.signals[signal] ?? 0);

/** The exit code of whoever was ended by a signal, as a shell has it: 130 after Ctrl-C. Undefined where none came. */
export function signalExitCode(): number | undefined {
  const signal = seen ?? toldToEnd();
  return signal === null ? undefined : codeOf(signal);
}

/** As `base/process-group.ts` has them: whoever hears one there has its group ended, and must not go on with another. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a signal that SIGINT, SIGTERM and SIGHUP abort. A second
 * SIGINT or SIGTERM ends this process at once; of SIGHUP a shell sends two by itself.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const came = new Set<NodeJS.Signals>();
  // It stays: execa ends this process where it is the only one to hear a signal.
  const abort = (signal: NodeJS.Signals) => {
    seen ??= signal;
    // Sent to ourselves it would only be heard by whoever else listens; and what listens to 'exit' ends its programs.
    if (came.has(signal) && signal !== 'SIGHUP') process.exit(codeOf(signal));
    came.add(signal);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}
