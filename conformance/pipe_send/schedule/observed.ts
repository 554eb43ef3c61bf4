// SPDX-License-Identifier: MIT
// A state as a kernel shows it: where each caller is, what it got, who had a SIGPIPE, and whether FMODE_NOWAIT is gone. No claim that is
// attacked reads more of a state than that, and the arguments.
import type { Caller } from '../../../models/pipe_send/names.ts';
import type { Scenario } from '../../../models/pipe_send/scenarios.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import type { Leg, Show, View } from '../../harness/schedule/view.ts';
import { lateOf } from './late.ts';
import { nowaitSeen } from './probe.ts';
import { splicerOf } from './world.ts';

type Task = Seen['task'][Caller];
type Shown = View['show'];

/** What p's program has ended with. Of a call that another one follows only `OK` is told, of the last one also what it moved. */
function resultOf(events: readonly string[], p: Caller): string | undefined {
  const begin = `${p} returned `;
  const told = events.findLast((event) => event.startsWith(begin))?.slice(begin.length);
  return told === 'OK' ? undefined : told?.split(' ')[0];
}

/**
 * Where one is that sleeps. The kernel does not show what it sleeps for. Where it was to sleep for bytes, room or a page it does. Else it
 * is for the lock, if somebody else sleeps who may have that: one who splices, or waits for a page.
 */
function sleepOf(scenario: Scenario, { pc }: Task, p: Caller, show: Shown): Task['pc'] {
  if (pc === 'asleep' || pc === 'fault') return pc;
  const late = lateOf(scenario);
  const holders = [splicerOf(scenario), ...late].filter((q) => q !== undefined && q !== p);
  if (holders.some((q) => show[q!] === 'asleep')) return 'blocked';
  return late.includes(p) ? 'fault' : 'asleep';
}

/** Where p is. Who is parked stands where it was expected, or the walk has gone wrong before. */
function pcOf(scenario: Scenario, was: Task, p: Caller, show: Shown, isOver: boolean): Task['pc'] {
  const shown: Show = show[p] ?? 'idle';
  switch (shown) {
    case 'asleep':
      return sleepOf(scenario, was, p, show);
    case 'dead':
      return 'dead';
    case 'idle':
      return isOver ? 'done' : 'enter';
    default:
      return was.pc;
  }
}

/** The state with all that was seen in place of what was expected. */
export function observed(
  scenario: Scenario,
  state: Seen,
  legs: readonly Pick<Leg, 'name' | 'edge'>[],
  seen: readonly View[],
): Seen {
  const events = seen.flatMap((view) => view.events);
  // Before the probes.
  const last = legs.findLastIndex(({ edge }) => edge !== undefined);
  const { show = {} } = seen[Math.max(last, 0)] ?? {};
  const task: Record<string, Task> = { ...state.task };
  for (const p of scenario.callers) {
    const was = state.task[p];
    const result = resultOf(events, p);
    const pc = pcOf(scenario, was, p, show, result !== undefined);
    task[p] = {
      ...was,
      pc,
      ret: (pc === 'done' ? result : 'none') as Task['ret'],
      sigpipe: events.includes(`${p} handled signal 13`) ? 'sent' : 'none',
    };
  }
  return { ...state, task: task as Seen['task'], nowait: nowaitSeen(events) };
}
