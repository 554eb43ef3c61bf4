// SPDX-License-Identifier: MIT
// What a state of the model shows of its tasks, and a step of the events: the callers' pc is where they are parked.
import type { Caller } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import { nextOf } from '../../../models/kernel/rival.ts';
import type { Label } from '../../../models/kit/index.ts';
import type { Show } from '../../harness/schedule/scene.ts';

/** The task that accepts and closes. */
export const OWNER = 'owner';

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
export const isRestarted = (s: Seen, p: Caller): boolean => s.pc[p] === 'enter' && s.slept[p] !== 'none';

/** Asleep for the others, and about to see the signal. */
export const isRefused = (s: Seen, p: Caller): boolean => s.pc[p] === 'asleep' && s.sig[p] !== 'none';

function showCaller(s: Seen, p: Caller): Show {
  const pc = s.pc[p];
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

/** Whether a listener is accepted on or closed by the owner. */
export const isOwned = ({ rivals }: Scenario): boolean =>
  rivals.some(({ program }) => program.some(({ step }) => step === 'AcceptWake' || step === 'ReleaseDead'));

function showOwner(s: Seen, { rivals }: Scenario): Show {
  const next = rivals.map((rival) => nextOf(s, rival)?.step);
  if (next.includes('AcceptWake')) return 'parked at kernel.accept_wake';
  return next.includes('ReleaseDead') ? 'parked at kernel.release_dead' : 'idle';
}

/** All tasks. */
export function show(scenario: Scenario, s: Seen): Record<string, Show> {
  const callers = scenario.callers.map((p): [string, Show] => [p, showCaller(s, p)]);
  return Object.fromEntries(isOwned(scenario) ? [...callers, [OWNER, showOwner(s, scenario)]] : callers);
}

/** Whether the call that `p` was in, or made, has ended. */
function hasEnded(before: Seen, { action }: Label, after: Seen, p: Caller): boolean {
  if (after.pc[p] === 'done') return before.pc[p] !== 'done';
  if (after.pc[p] !== 'enter' || action === 'Woken') return false;
  return before.pc[p] !== 'enter' || before.call[p] !== after.call[p];
}

/** What happens to `p` in a step that anybody takes. */
export function events(before: Seen, label: Label, after: Seen, p: Caller): string[] {
  const died = before.pc[p] !== 'dead' && after.pc[p] === 'dead';
  const handled = before.sig[p] !== 'none' && after.sig[p] === 'none' && !died;
  // A caller that loops forgets its result; it has none but this one.
  const result = after.ret[p] === 'none' ? 'OK' : after.ret[p];
  return [
    ...(hasEnded(before, label, after, p) ? [`${p} returned ${result}`] : []),
    ...(handled ? [`${p} handled ${before.sig[p]}`] : []),
    ...(died ? [`${p} died`] : []),
  ];
}
