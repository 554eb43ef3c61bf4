// SPDX-License-Identifier: MIT
// What a state of the model shows of its tasks: the callers' pc is where they are parked.
import type { Caller, Listener } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import { VARIANTS, type VariantName } from '../../../models/fconnectat/variants.ts';
import { nextOf } from '../../../models/kernel/rival.ts';
import { Callers } from '../../harness/schedule/callers.ts';
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

/** The callers of a scenario. */
export type ConnectCallers = Callers<Seen, Caller>;

/** The callers, as tasks of a kernel. */
export const callersOf = (
  variant: VariantName,
  { callers, rivals }: Scenario,
  tasks: Readonly<Record<string, number>>,
): ConnectCallers =>
  new Callers({
    ...{ callers, tasks, points: POINTS, refusedSleep: 'fconnectat.refused_sleep', forgotten },
    // In a call that was restarted the kernel goes on by itself.
    restarted: {
      point: 'kernel.sys_enter',
      is: ({ task }, p) => task[p].pc === 'enter' && task[p].slept !== 'none',
    },
    // A call that is to be started again has let go of its listener.
    leaves: ({ task }, p) =>
      VARIANTS[variant].restartable && task[p].pc === 'woken' && task[p].other === 'none',
    signals: rivals.flatMap(({ program }) =>
      program.flatMap((one) => (one.step === 'SendSignal' ? [one] : [])),
    ),
  });

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
export function show(scenario: Scenario, tasks: ConnectCallers, s: Seen): Record<string, Show> {
  const callers = scenario.callers.map((p): [string, Show] => [p, tasks.show(s, p)]);
  const owners = owned(scenario).map(({ name }): [string, Show] => [
    ownerOf(name),
    showOwner(s, scenario, name),
  ]);
  return Object.fromEntries([...callers, ...owners]);
}

/** What a call returned whose result the model keeps no longer: one before the last of a program, or the last of one that loops. */
function forgotten(before: Seen, after: Seen, p: Caller): string {
  const { call, ino } = before.task[p];
  if (call !== 'connect' && call !== 'fconnectat') return 'OK';
  const isQueued = (Object.keys(after.queue) as Listener[]).some(
    (k) => after.queue[k].length > before.queue[k].length,
  );
  if (isQueued) return 'OK';
  return ino !== 'none' && before.nowrite.has(ino) ? 'EACCES' : 'ECONNREFUSED';
}
