// SPDX-License-Identifier: MIT
// What releases of Linux do differently with pipes.
import { hasSince } from '../../system/linux.ts';
import type { World } from '../../system/types.ts';

/**
 * Whether a write that cannot copy leaves a slot of no bytes. `pipe_write` puts the slot into the ring and copies then; since 6.15
 * (`pipe: change pipe_write() to never add a zero-sized buffer`) it copies first.
 */
export const leavesSlot = (world: World): boolean => !hasSince(world, '6.15');

/**
 * Whether a read of a full pipe wakes a writer though it is as full as before. Since 6.14 (`pipe_read: don't wake up the writer if
 * the pipe is still full`) only a slot that goes wakes one. Who is woken for nothing waits behind the others from then on.
 */
export const wakesForNothing = (world: World): boolean => !hasSince(world, '6.14');
