// SPDX-License-Identifier: MIT
// A call from issue to return: how it sleeps, how a signal reaches it, how it ends.
import { addPending, type Signal } from '../signal.ts';
import { leaveWaitQueues } from './sleep.ts';
import type { Frame, Result, Task, World } from './world.ts';

/** One call: what its next step does. A step ends in `finish`, `fallAsleep`, or a new `frame.at`. */
export interface Rule {
  /** Whether the rule says what happens; without it, it always does. A call that is not covered is not made. */
  covers?(world: World, task: Task, args: Readonly<Record<string, unknown>>): boolean;
  step(world: World, task: Task, frame: Frame): void;
}

export type Rules = Readonly<Record<string, Rule>>;

/** The first step of every call. */
export const START = 'start';

/** The call returns; a signal that is pending is handled on the way, and SIGKILL ends the task instead. */
export function finish(world: World, task: Task, result: Result): void {
  const { frame } = task;
  task.frame = undefined;
  world.scratch.delete(task.id);
  if (task.pending === 'kill') return beginExit(task);
  if (task.pending !== 'none') handlePending(world, task);
  if (frame !== undefined) world.events.push({ kind: 'returned', task: task.id, op: frame.op, result });
}

/** The call sleeps until its task is woken; its next step is `at`. */
export function fallAsleep(frame: Frame, at: string): void {
  frame.at = at;
  frame.asleep = true;
}

/** A signal that is pending ends the sleep: EINTR, or the call starts again under SA_RESTART (ERESTARTSYS). */
export function takeSignal(world: World, task: Task, frame: Frame): void {
  leaveWaitQueues(world, task.id);
  if (task.pending !== 'restart') return finish(world, task, { value: 'EINTR' });
  handlePending(world, task);
  frame.at = START;
  frame.asleep = false;
}

/** The pending signal is handled on the way to user mode. */
export function handlePending(world: World, task: Task): void {
  if (task.pending !== 'none') world.events.push({ kind: 'handled', task: task.id, signal: task.pending });
  task.pending = 'none';
}

/** The task will run no more user code; see `exitStep`. */
export function beginExit(task: Task): void {
  task.frame = undefined;
  task.pending = 'none';
  task.life = 'exiting';
}

/** A signal is sent. One that sleeps is taken off its queue and will find it pending; one that is idle handles it. */
export function sendSignal(world: World, task: Task, signal: Signal): void {
  if (task.life !== 'alive') return;
  task.pending = addPending(task.pending, signal);
  if (task.frame === undefined) {
    if (task.pending === 'kill') beginExit(task);
    else handlePending(world, task);
    return;
  }
  leaveWaitQueues(world, task.id);
  task.frame.asleep = false;
}
