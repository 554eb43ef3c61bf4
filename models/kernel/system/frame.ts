// SPDX-License-Identifier: MIT
// A call from issue to return: how it sleeps, how a signal ends it or starts it again.
import { letGo, reserve } from './fd.ts';
import { beginExit, handlePending, isEnding, pendingAction } from './signal.ts';
import { fallAsleep, leaveWaitQueues } from './sleep.ts';
import type { Answer, Frame, Result, Task, World } from './types.ts';

/** The first step of every call. */
export const START = 'start';

/** The step of a call that has been asleep. */
export const SLEPT = 'asleep';

/** The call returns; signals that are pending are handled on the way, or end the task instead. */
export function finish(world: World, task: Task, result: Result): void {
  const { frame } = task;
  if (frame !== undefined) letGo(world, task, frame);
  task.frame = undefined;
  if (isEnding(world, task)) return beginExit(world, task);
  handlePending(world, task);
  if (frame !== undefined) world.events.push({ kind: 'returned', task: task.id, op: frame.op, result });
}

/**
 * A signal that is pending ends the sleep: EINTR, or the call starts again under SA_RESTART (ERESTARTSYS). A call that has done
 * something returns that.
 */
export function takeSignal(world: World, task: Task, frame: Frame, done?: Result): void {
  leaveWaitQueues(world, task.id);
  if (done !== undefined) return finish(world, task, done);
  if (pendingAction(world, task) !== 'restarts' || isEnding(world, task)) {
    return finish(world, task, { value: 'EINTR' });
  }
  letGo(world, task, frame);
  handlePending(world, task);
  frame.at = START;
  frame.asleep = false;
}

/** Ends the step: the call returns, or it sleeps, unless a signal is pending (`prepare_to_wait_event`). */
export function answer(world: World, task: Task, frame: Frame, given: Answer): void {
  if (typeof given !== 'object') return finish(world, task, { value: given });
  if (!('waits' in given)) return finish(world, task, given);
  if (task.pending.length > 0) return takeSignal(world, task, frame, given.done);
  given.waits.push(task.id);
  if (given.reserves !== undefined) reserve(world, task, frame, given.reserves);
  fallAsleep(frame, SLEPT);
}
