// SPDX-License-Identifier: MIT
// A state as a kernel shows it: what each caller got, to whom it is connected, who sleeps, and what is queued.
import type { Caller } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import type { Leg, View } from '../../harness/schedule/view.ts';
import { KEEPER_NAME } from './probe.ts';

/** The end of the last event that begins so. */
function last(events: readonly string[], begin: string): string | undefined {
  return events.findLast((event) => event.startsWith(begin))?.slice(begin.length);
}

/** Who was queued. Of one that nobody expected the credentials are not asked: it is somebody's all the same. */
function accepted(events: readonly string[]): string[] {
  const begin = `${KEEPER_NAME} credentials of `;
  const told = events.filter((event) => event.startsWith(begin)).map((event) => event.slice(begin.length));
  const all = events.filter((event) => event === `${KEEPER_NAME} accepted`);
  return all.map((_, i) => (told[i] === undefined || told[i] === KEEPER_NAME ? 'x' : told[i]));
}

/** The state with all that was seen in place of what was expected. */
export function observed(
  { callers, listeners, sockets }: Scenario,
  state: Seen,
  legs: readonly Pick<Leg, 'name' | 'edge'>[],
  seen: readonly View[],
): Seen {
  const events = seen.flatMap((view) => view.events);
  const shownBy = (name: string) => seen.filter((_, i) => legs[i]!.name.startsWith(name));
  // Before the probes, which wake.
  const { show = {} } = seen[legs.findLastIndex(({ edge }) => edge !== undefined)] ?? {};
  const isUp = (p: Caller) => state.task[p].pc === 'asleep' && show[p] !== 'asleep';
  const task: Record<string, Seen['task'][Caller]> = { ...state.task };
  for (const p of callers) {
    const was = state.task[p];
    // A result is its program's own at the end of the program alone.
    const ret = was.ret === 'none' ? 'none' : (last(events, `${p} returned `) ?? 'none');
    const told = shownBy(`getpeername of ${p}`).flatMap((view) => view.events);
    const name = last(told, `${KEEPER_NAME} peer `);
    const isSocket = name !== undefined && (sockets as readonly string[]).includes(name);
    const peer = name === undefined ? was.peer : isSocket ? name : 'none';
    const pc = isUp(p) ? 'woken' : was.pc;
    task[p] = { ...was, ret, peer, pc } as Seen['task'][Caller];
  }
  const waiters: Record<string, readonly Caller[]> = { ...state.waiters };
  const queue: Record<string, readonly string[]> = { ...state.queue };
  for (const { name: k } of listeners) {
    waiters[k] = state.waiters[k].filter((p) => !isUp(p));
    const told = shownBy(`accept on ${k}`).flatMap((view) => view.events);
    if (told.length > 0) queue[k] = accepted(told);
  }
  return {
    ...state,
    task: task as Seen['task'],
    waiters: waiters as Seen['waiters'],
    queue: queue as Seen['queue'],
  };
}
