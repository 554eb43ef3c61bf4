// SPDX-License-Identifier: MIT
// A state as a kernel shows it: what each caller got, who sleeps, who had a SIGPIPE, and whether FMODE_NOWAIT is gone.
import type { Caller } from '../../../models/pipe_send/names.ts';
import type { Scenario } from '../../../models/pipe_send/scenarios.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import type { Leg, View } from '../../harness/schedule/view.ts';
import { nowaitSeen } from './probe.ts';

/** The state with all that was seen in place of what was expected. */
export function observed(
  { callers }: Scenario,
  state: Seen,
  legs: readonly Pick<Leg, 'name' | 'edge'>[],
  seen: readonly View[],
): Seen {
  const events = seen.flatMap((view) => view.events);
  // Before the probes.
  const { show = {} } = seen[legs.findLastIndex(({ edge }) => edge !== undefined)] ?? {};
  const task: Record<string, Seen['task'][Caller]> = { ...state.task };
  for (const p of callers) {
    const was = state.task[p];
    const begin = `${p} returned `;
    const result = events
      .findLast((event) => event.startsWith(begin))
      ?.slice(begin.length)
      .split(' ')[0];
    const waits = was.pc === 'asleep' || was.pc === 'blocked';
    task[p] = {
      ...was,
      // A result is its program's own at the end of the program alone.
      ret: (was.ret === 'none' ? 'none' : (result ?? 'none')) as Seen['task'][Caller]['ret'],
      pc: waits && show[p] !== 'asleep' ? 'done' : was.pc,
      sigpipe: events.includes(`${p} handled signal 13`) ? 'sent' : 'none',
    };
  }
  return { ...state, task: task as Seen['task'], nowait: nowaitSeen(events) };
}
