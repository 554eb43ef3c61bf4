// SPDX-License-Identifier: MIT
// What a state of the model shows of its tasks, and a step of the events: the callers' pc is where they are parked.
import type { Caller, Listener } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import { nextOf } from '../../../models/kernel/rival.ts';
import type { Label } from '../../../models/kit/index.ts';
import type { Show } from '../../harness/schedule/view.ts';

/** The task that accepts on a listener and closes it. */
export const ownerOf = (k: Listener): string => `owner${k}`;

const POINTS = {
  init: 'kernel.path_init',
  walk: 'kernel.walk_component',
  find: 'fconnectat.find',
  lock: 'fconnectat.lock',
  woken: 'fconnectat.woken',
} as const;

/** The points at which a caller always parks. */
export const CALLER_POINTS: readonly string[] = Object.values(POINTS);

/** In a call that was restarted the kernel goes on by itself: the caller parks where it begins. */
export const isRestarted = (s: Seen, p: Caller): boolean =>
  s.task[p].pc === 'enter' && s.task[p].slept !== 'none';

/** Asleep for the others, and about to see the signal. */
export const isRefused = (s: Seen, p: Caller): boolean =>
  s.task[p].pc === 'asleep' && s.task[p].sig !== 'none';

function showCaller(s: Seen, p: Caller): Show {
  const pc = s.task[p].pc;
  switch (pc) {
    case 'enter':
      return isRestarted(s, p) ? 'parked at kernel.sys_enter' : 'idle';
    case 'asleep':
      return isRefused(s, p) ? 'parked at fconnectat.refused_sleep' : 'asleep';
    case 'done':
      return 'idle';
    case 'dead':
      return 'dead';
    default:
      return `parked at ${POINTS[pc]}`;
  }
}

/** At which its owner parks in the middle of a call. */
const OWNER_POINTS = {
  AcceptWake: 'kernel.accept_wake',
  ReleaseDead: 'kernel.release_dead',
} as const;

/** The listeners that somebody accepts on or closes, with the points at which their owners park. */
export function owned({ listeners, rivals }: Scenario): { name: Listener; points: string[] }[] {
  const operations = rivals.flatMap(({ program }) => program);
  return listeners.flatMap(({ name }) => {
    const points = Object.entries(OWNER_POINTS).flatMap(([step, point]) =>
      operations.some((one) => one.step === step && 'on' in one && one.on === name) ? [point] : [],
    );
    return points.length > 0 ? [{ name, points }] : [];
  });
}

function showOwner(s: Seen, { rivals }: Scenario, k: Listener): Show {
  const next = rivals.flatMap((rival) => {
    const operation = nextOf(s, rival);
    return operation !== undefined && 'on' in operation && operation.on === k ? [operation.step] : [];
  });
  const within = next.find((step) => step === 'AcceptWake' || step === 'ReleaseDead');
  return within === undefined ? 'idle' : `parked at ${OWNER_POINTS[within]}`;
}

/** All tasks. */
export function show(scenario: Scenario, s: Seen): Record<string, Show> {
  const callers = scenario.callers.map((p): [string, Show] => [p, showCaller(s, p)]);
  const owners = owned(scenario).map(({ name }): [string, Show] => [
    ownerOf(name),
    showOwner(s, scenario, name),
  ]);
  return Object.fromEntries([...callers, ...owners]);
}

/** Whether the call that `p` was in, or made, has ended. */
function hasEnded(before: Seen, { action }: Label, after: Seen, p: Caller): boolean {
  if (after.task[p].pc === 'done') return before.task[p].pc !== 'done';
  if (after.task[p].pc !== 'enter' || action === 'Woken') return false;
  return before.task[p].pc !== 'enter' || before.task[p].call !== after.task[p].call;
}

/** What a call returned whose result the model keeps no longer: one before the last of a program, or the last of one that loops. */
function forgottenResult(before: Seen, after: Seen, p: Caller): string {
  const { call, ino } = before.task[p];
  if (call !== 'connect' && call !== 'fconnectat') return 'OK';
  const isQueued = (Object.keys(after.queue) as Listener[]).some(
    (k) => after.queue[k].length > before.queue[k].length,
  );
  if (isQueued) return 'OK';
  return ino !== 'none' && before.nowrite.has(ino) ? 'EACCES' : 'ECONNREFUSED';
}

/** What happens to `p` in a step that anybody takes. */
export function events(before: Seen, label: Label, after: Seen, p: Caller): string[] {
  const died = before.task[p].pc !== 'dead' && after.task[p].pc === 'dead';
  const handled = before.task[p].sig !== 'none' && after.task[p].sig === 'none' && !died;
  const { ret } = after.task[p];
  return [
    ...(hasEnded(before, label, after, p)
      ? [`${p} returned ${ret === 'none' ? forgottenResult(before, after, p) : ret}`]
      : []),
    ...(handled ? [`${p} handled ${before.task[p].sig}`] : []),
    ...(died ? [`${p} died`] : []),
  ];
}
