// SPDX-License-Identifier: MIT
// Who sleeps in a call, and how they are woken.
import { type TaskId, taskOf, type World } from './world.ts';

/** The task runs again, in the step in which it fell asleep. Whoever wakes it has taken it off its wait queue. */
export function wakeTask(world: World, id: TaskId): void {
  const { frame } = taskOf(world, id);
  if (frame !== undefined) frame.asleep = false;
}

/** Takes the task off every wait queue (`finish_wait`). */
export function leaveWaitQueues(world: World, id: TaskId): void {
  for (const sock of world.socks.values()) {
    for (const queue of [sock.waiters, sock.accepters]) {
      const at = queue.indexOf(id);
      if (at >= 0) queue.splice(at, 1);
    }
  }
}
