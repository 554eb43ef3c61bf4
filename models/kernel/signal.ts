// SPDX-License-Identifier: MIT
// Pending signals, by what they do to a system call that sleeps.

/** A handler without SA_RESTART, a handler with it, or SIGKILL (signal(7), restart_syscall(2)). */
export const SIGNALS = ['interrupt', 'restart', 'kill'] as const;
export type Signal = (typeof SIGNALS)[number];

/** All that may be pending: also a freezer, which wakes as a signal does, and is none (`fake_signal_wake_up`). */
export const PENDING = ['none', ...SIGNALS, 'freeze'] as const;

/** What is pending for a task; only one signal is kept, and SIGKILL stays. */
export type Pending = (typeof PENDING)[number];

/** What is pending after `signal` is sent. */
export function addPending(pending: Pending, signal: Signal): Signal {
  return pending === 'kill' ? 'kill' : signal;
}
