// SPDX-License-Identifier: MIT
// What the kernel does by itself: it gives the mutex to one who waits for it, wakes who sleeps, and ends the call of one who is killed
// while it waits for its page (fs/pipe.c, kernel/locking/mutex.c, arch/x86/mm/fault.c, Linux 6.12). It wakes one reader or writer at a time, and that one the next.
import { isReady } from '../../../models/pipe_send/call.ts';
import type { Arg, Caller } from '../../../models/pipe_send/names.ts';
import type { Scenario } from '../../../models/pipe_send/scenarios.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import type { Settling, Urgent } from '../../harness/schedule/scene.ts';

type Op = Arg['op'];

/** Steps in front of which nobody can be parked. */
export const URGENT: readonly string[] = ['Acquire', 'FaultGone', 'Wake'];

/** Whether a Copy by q wakes one of those who sleep to do `op`: `was_full`, `was_empty`, `wake_next_reader`, `wake_next_writer`. */
function copyWakes({ ring }: Scenario, before: Seen, after: Seen, q: Caller, op: Op): boolean {
  const { arg, slept } = before.task[q];
  const isFull = (s: Seen) => s.slots.length === ring;
  if (arg.op !== op) return op === 'send' ? isFull(before) : before.slots.length === 0;
  // Who has slept hands on when the call ends.
  const ends = after.task[q].pc !== 'asleep' && slept === 'yes';
  return ends && (op === 'send' ? !isFull(after) : after.slots.length > 0);
}

/** Whether a step wakes one of those who sleep to do `op`. */
function wakes(scenario: Scenario, { before, label, after }: Settling<Seen>, op: Op): boolean {
  if (label.action === 'Copy') return copyWakes(scenario, before, after, label.params[0] as Caller, op);
  return label.action === 'SpliceRead' && op === 'recv';
}

function isWoken(scenario: Scenario, settling: Settling<Seen>, p: Caller): boolean {
  const { now, since } = settling;
  const { arg, sig } = now.task[p];
  if (sig !== 'none') return true;
  // A release wakes them all.
  if (!now.ends.has(arg.op === 'send' ? 'read' : 'write')) return true;
  const isOfKind = (q: Caller) => now.task[q].arg.op === arg.op;
  const isGiven = since.some(({ action, params }) => action === 'Wake' && isOfKind(params[0] as Caller));
  return !isGiven && wakes(scenario, settling, arg.op) && isReady(scenario, now, p);
}

/** The mutex is let go before anybody is woken, and its waiter runs first. */
export const urgentOf = (scenario: Scenario): Urgent<Seen> => ({
  is: ({ action }) => URGENT.includes(action),
  takes({ action, params }, settling) {
    const { now } = settling;
    if (action !== 'Wake') return true;
    const isDue = now.lock === 'none' && scenario.callers.some((q) => now.task[q].pc === 'blocked');
    return !isDue && isWoken(scenario, settling, params[0] as Caller);
  },
});
