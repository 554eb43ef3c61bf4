// SPDX-License-Identifier: MIT
// Signals by name, an open set: what they do to a task, and in which order they are looked at (signal(7)).

/** `interrupt`, `SIGPIPE`: any that the system is composed with. */
export type SignalName = string;

/** What a signal does: nothing, a handler without SA_RESTART, one with it, or it ends the thread group. */
export type Action = 'ignored' | 'interrupts' | 'restarts' | 'ends';

/** A signal of a system. */
export interface SignalSpec {
  readonly number: number;
  /** What it does in a task that has just been spawned. */
  readonly action: Action;
  /** What it does when nothing has been said: after execve(2) in the place of a handler (SIG_DFL). */
  readonly byDefault: 'ignored' | 'ends';
}

/** The signals of a system. */
export type Signals = Readonly<Record<SignalName, SignalSpec>>;

/** What sequences send: SIGUSR1 and SIGUSR2 with a handler each, and SIGKILL. */
export const SENT_SIGNALS = {
  interrupt: { number: 10, action: 'interrupts', byDefault: 'ends' },
  restart: { number: 12, action: 'restarts', byDefault: 'ends' },
  kill: { number: 9, action: 'ends', byDefault: 'ends' },
} as const satisfies Signals;

/** The actions that tasks of one process, or of several, have changed (`struct sighand_struct`). */
export type Actions = Record<SignalName, Action>;
