// SPDX-License-Identifier: MIT
// Pipes and FIFOs.
import type { ObjectPlugin } from '../../system/compose.ts';
import { type Mended, pipeCalls } from './calls.ts';
import { PIPES } from './kind.ts';

export { type Mended, PROC, pipeCalls } from './calls.ts';
export * from './kind.ts';
export { DEFAULT_SLOTS, PAGE, type Pipe } from './pipe.ts';

/** As Linux is. */
export const TODAY: Mended = { nowait: false };

/** Pipes, FIFOs, and their calls; a FIFO is at a path. Who writes to a pipe that nobody reads has a handler. */
export const PIPE: ObjectPlugin = {
  kind: PIPES,
  signals: { SIGPIPE: { number: 13, action: 'interrupts', byDefault: 'ends' } },
  calls: pipeCalls(TODAY),
};
