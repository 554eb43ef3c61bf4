// SPDX-License-Identifier: MIT
// Who sleeps in a call, and how they are woken.
import type { Frame, TaskId, WaitQueue, World } from './types.ts';
import { taskOf } from './world.ts';

/** The call sleeps until its task is woken; its next step is `at`. */
export function fallAsleep(frame: Frame, at: string): void {
  frame.at = at;
  frame.asleep = true;
}

/** The task runs again, in the step in which it fell asleep. Whoever wakes it has taken it off its wait queue. */
export function wakeTask(world: World, id: TaskId): void {
  const { frame } = taskOf(world, id);
  if (frame !== undefined) frame.asleep = false;
}

/** Wakes the first exclusive waiter. */
export function wakeFirst(world: World, queue: WaitQueue): void {
  const first = queue.shift();
  if (first !== undefined) wakeTask(world, first);
}

/** Wakes all of them. */
export function wakeAll(world: World, queue: WaitQueue): void {
  for (const task of queue.splice(0)) wakeTask(world, task);
}

/** Takes the task off every wait queue (`finish_wait`). */
export function leaveWaitQueues(world: World, id: TaskId): void {
  for (const { kind, value } of world.objects) {
    for (const queue of kind.queues(value)) {
      const at = queue.indexOf(id);
      if (at >= 0) queue.splice(at, 1);
    }
  }
}
