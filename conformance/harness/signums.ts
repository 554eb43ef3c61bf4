// SPDX-License-Identifier: MIT
// Signals by their numbers.
import type { Signal } from '../../models/kernel/signal.ts';

/** Signals by their names in the models: SIGUSR1, SIGUSR2, SIGKILL. */
export const SIGNUMS: Readonly<Record<Signal, number>> = { interrupt: 10, restart: 12, kill: 9 };
