// SPDX-License-Identifier: MIT
// The executable semantics: State and Steps of spec/flock_ex.md under the same names, one action for each step.
import { BLOCKED, defineModel, enumOf, mapOf } from '../kit/index.ts';

export const CALLERS = ['c1', 'c2'] as const;
export type Caller = (typeof CALLERS)[number];

/** Who has LOCK_NB. */
export const noWait = (scenario: string, p: Caller): boolean => scenario === 'nowait' && p === 'c2';

/** The steps of one variant, or of a fault of `proposed`, in one scenario. */
export function flockExModel(scenario: string, variant: string) {
  const isToday = variant === 'today-look';
  return defineModel({
    name: `${variant} in ${scenario}`,
    state: {
      holder: enumOf('none', ...CALLERS),
      pc: mapOf(CALLERS, enumOf('enter', 'take', 'asleep', 'in', 'done')),
      ret: mapOf(CALLERS, enumOf('none', 'OK', 'EAGAIN')),
    },
    init() {},
    actions: {
      Look: {
        params: [CALLERS],
        run(s, p) {
          if (!isToday || s.pc[p] !== 'enter') return BLOCKED;
          s.pc[p] = s.holder === 'none' ? 'take' : 'done';
          if (s.holder !== 'none') s.ret[p] = 'EAGAIN';
          return undefined;
        },
      },
      Take: {
        params: [CALLERS],
        run(s, p) {
          if (s.pc[p] !== 'take') return BLOCKED;
          s.holder = p;
          s.ret[p] = 'OK';
          s.pc[p] = 'in';
          return undefined;
        },
      },
      Lock: {
        params: [CALLERS],
        run(s, p) {
          if (isToday || s.pc[p] !== 'enter') return BLOCKED;
          const isFree = s.holder === 'none' || variant === 'steals'; // R1
          if (isFree && variant !== 'refuses-all') {
            s.holder = p;
            s.ret[p] = 'OK';
            s.pc[p] = 'in';
          } else if ((noWait(scenario, p) && variant !== 'waits-anyway') || variant === 'refuses-all') {
            s.ret[p] = 'EAGAIN'; // R3
            s.pc[p] = 'done';
          } else {
            s.pc[p] = 'asleep'; // R2
          }
          return undefined;
        },
      },
      Unlock: {
        params: [CALLERS],
        run(s, p) {
          if (s.pc[p] !== 'in') return BLOCKED;
          s.holder = 'none';
          s.pc[p] = 'done';
          for (const q of CALLERS) if (s.pc[q] === 'asleep' && variant !== 'wakes-nobody') s.pc[q] = 'enter';
          return undefined;
        },
      },
    },
    terminal: (s) => CALLERS.every((p) => s.pc[p] === 'done'),
  });
}
