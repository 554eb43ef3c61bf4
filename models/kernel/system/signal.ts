// SPDX-License-Identifier: MIT
// How signals reach tasks, and what they do to the call that one is in (kernel/signal.c, Linux 6.12).

import type { Action, Actions, SignalName } from './signals.ts';
import { leaveWaitQueues } from './sleep.ts';
import type { Task, TaskPart, World } from './types.ts';
import { partOf } from './world.ts';

/** What tasks have said that signals do to them. */
export const ACTIONS: TaskPart<Actions> = {
  name: 'actions',
  shared: 'CLONE_SIGHAND',
  initial: () => ({}),
  copy: (actions) => ({ ...actions }),
  // A signal with a handler does again what it does by default; one that is ignored stays so (`flush_signal_handlers`).
  exec(world, actions) {
    const after: Actions = {};
    for (const [name, { action, byDefault }] of Object.entries(world.system.signals)) {
      after[name] = (actions[name] ?? action) === 'ignored' ? 'ignored' : byDefault;
    }
    return after;
  },
};

/** What a signal does to a task. */
export function actionOf(world: World, task: Task, name: SignalName): Action {
  const spec = world.system.signals[name];
  if (spec === undefined) throw new Error(`there is no signal ${name} in this system`);
  return partOf(world, task, ACTIONS)[name] ?? spec.action;
}

/** sigaction(2). */
export function setAction(world: World, task: Task, name: SignalName, action: Action): void {
  partOf(world, task, ACTIONS)[name] = action;
}

/** The signal is pending, unless it is ignored. The one with the lowest number is looked at first (`next_signal`). */
function add(world: World, task: Task, name: SignalName): void {
  const { signals } = world.system;
  if (actionOf(world, task, name) === 'ignored' || task.pending.includes(name)) return;
  task.pending.push(name);
  task.pending.sort((a, b) => signals[a]!.number - signals[b]!.number);
}

/** What the first of the pending signals does; undefined when there is none. */
export function pendingAction(world: World, task: Task): Action | undefined {
  const [first] = task.pending;
  return first === undefined ? undefined : actionOf(world, task, first);
}

/** A signal that ends the thread group is pending. */
export function isEnding(world: World, task: Task): boolean {
  return task.pending.some((name) => actionOf(world, task, name) === 'ends');
}

/** The pending signals are handled on the way to user mode. */
export function handlePending(world: World, task: Task): void {
  for (const signal of task.pending.splice(0)) {
    world.events.push({ kind: 'handled', task: task.id, signal });
  }
}

/** The call that the task is in sends it a signal, which is found when the call ends (`send_sig(SIGPIPE, current, 0)`). */
export function raise(world: World, task: Task, name: SignalName): void {
  add(world, task, name);
}

/** The task will run no more user code, and none of its threads will; see `exitStep`. */
export function beginExit(world: World, task: Task): void {
  endTask(task);
  for (const other of otherThreads(world, task)) endThread(world, other);
}

/** The threads beside the task that have not begun to end. */
export function otherThreads(world: World, task: Task): Task[] {
  return [...world.tasks.values()].filter(
    (other) => other !== task && other.group === task.group && other.life === 'alive',
  );
}

/** Ends a thread from another one. In a call, it ends that first, and finds SIGKILL on its way out (`zap_other_threads`). */
export function endThread(world: World, task: Task): void {
  if (task.frame === undefined) endTask(task);
  else interrupt(world, task, 'kill');
}

function endTask(task: Task): void {
  task.frame = undefined;
  task.pending.splice(0);
  task.life = 'exiting';
}

/** One that sleeps is taken off its queue, and will find the signal pending. */
function interrupt(world: World, task: Task, name: SignalName): void {
  add(world, task, name);
  if (task.frame === undefined || task.pending.length === 0) return;
  leaveWaitQueues(world, task.id);
  task.frame.asleep = false;
}

/** A signal is sent to one task. One that is idle handles it. */
export function sendSignal(world: World, task: Task, name: SignalName): void {
  if (task.life !== 'alive') return;
  interrupt(world, task, name);
  if (task.frame !== undefined) return;
  if (isEnding(world, task)) beginExit(world, task);
  else handlePending(world, task);
}
