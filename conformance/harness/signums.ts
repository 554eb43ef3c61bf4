// SPDX-License-Identifier: MIT
// Signals by their numbers.
import type { Signal } from '../../models/kernel/signal.ts';
import { SENT_SIGNALS } from '../../models/kernel/system/index.ts';

const { interrupt, restart, kill } = SENT_SIGNALS;

/** Signals by their names in the models: SIGUSR1, SIGUSR2, SIGKILL. */
export const SIGNUMS: Readonly<Record<Signal, number>> = {
  interrupt: interrupt.number,
  restart: restart.number,
  kill: kill.number,
};
