// SPDX-License-Identifier: MIT
// What is seen after one op, in one canonical form for the model and for a kernel.

import type { SignalName, TaskId, World } from '../../../../models/kernel/system/index.ts';

/** A call that returned: a value of the kernel, or an error's name; and what it wrote. */
export interface CallReturned {
  readonly task: TaskId;
  /** The id of the op that issued it. */
  readonly op: number;
  readonly value: number | string;
  readonly out?: string;
  /** The descriptors that the model says it made; never part of what is compared. */
  readonly made?: readonly number[];
  /** The row of a table of errors that the model says it is; never part of what is compared. */
  readonly row?: string;
}

export interface Outcome {
  /** In the order in which the calls returned. */
  readonly returned: readonly CallReturned[];
  readonly blocked: readonly TaskId[];
  readonly handled: readonly { readonly task: TaskId; readonly signal: SignalName }[];
  readonly died: readonly TaskId[];
  /** All of it, as a line. Two outcomes are the same when their lines are. */
  readonly text: string;
}

function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Puts the parts into their canonical order. */
export function makeOutcome(parts: Omit<Outcome, 'text'>): Outcome {
  const blocked = sorted(parts.blocked, (task) => task);
  const handled = sorted(parts.handled, ({ task, signal }) => `${task} ${signal}`);
  const died = sorted(parts.died, (task) => task);
  const text = [
    ...parts.returned.map(
      ({ task, op, value, out }) =>
        `${task} returned ${value}${out === undefined ? '' : ` "${out}"`} from #${op}`,
    ),
    ...handled.map(({ task, signal }) => `${task} handled ${signal}`),
    ...died.map((task) => `${task} died`),
    ...blocked.map((task) => `${task} blocked`),
  ].join(', ');
  return { returned: parts.returned, blocked, handled, died, text: text === '' ? 'nothing' : text };
}

/**
 * Whether two outcomes are the same. On several CPUs the order in which calls come back to user mode is not that in which
 * they ended in the kernel: then it does not count.
 */
export function sameOutcome(a: Outcome, b: Outcome | undefined, ordered: boolean): boolean {
  if (a.text === b?.text) return true;
  if (ordered || b === undefined) return false;
  const parts = ({ text }: Outcome) => text.split(', ').sort().join();
  return parts(a) === parts(b);
}

/** What the model has seen in a world that has settled. */
export function outcomeOf(world: World): Outcome {
  const returned: CallReturned[] = [];
  const handled: { task: TaskId; signal: SignalName }[] = [];
  const died: TaskId[] = [];
  for (const event of world.events) {
    if (event.kind === 'returned') returned.push({ task: event.task, op: event.op, ...event.result });
    else if (event.kind === 'handled') handled.push({ task: event.task, signal: event.signal });
    else died.push(event.task);
  }
  const blocked = [...world.tasks.values()].filter(({ frame }) => frame?.asleep === true).map(({ id }) => id);
  return makeOutcome({ returned, blocked, handled, died });
}
