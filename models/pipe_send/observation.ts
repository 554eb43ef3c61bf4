// SPDX-License-Identifier: MIT
// What an outsider sees of a state: no pc, no lock, nothing that a call keeps to itself.
import { ofEach, standingOf } from '../kernel/observed.ts';
import type { Arg, Caller, End } from './names.ts';
import type { Slots, Switch } from './scenarios.ts';
import type { Seen } from './state.ts';
import type { Behaviour } from './variants.ts';

type Task = Seen['task'][Caller];

/** What is seen of a caller. */
export interface CallerSeen {
  readonly arg: Arg;
  /** `outside`: it has not begun its program; `faults`: it is inside, and its own page is not there. */
  readonly is: 'outside' | 'inside' | 'faults' | 'waits' | 'done' | 'dead';
  readonly sig: Task['sig'];
  readonly ret: Task['ret'];
  readonly count: number;
  readonly got: readonly string[];
  readonly sigpipe: Task['sigpipe'];
}

/** What is seen of everything. */
export interface Observed {
  readonly slots: Slots;
  readonly ends: readonly End[];
  readonly at: Readonly<Record<string, number>>;
  /** Not where the program sets it itself: there it is a means. */
  readonly nonblock?: Switch;
  readonly caller: Readonly<Record<Caller, CallerSeen>>;
}

/** How states are seen where callers run the program of `behaviour`. */
export function observing(behaviour: Behaviour): (s: Seen) => Observed {
  const stands = (me: Task): CallerSeen['is'] => {
    if (me.pc === 'asleep' || me.pc === 'blocked') return 'waits';
    return me.pc === 'fault' ? 'faults' : standingOf(me, behaviour);
  };
  const sets = behaviour.program.includes('fcntl');
  return ({ slots, ends, nonblock, at, task }) => ({
    ...{ slots, ends: [...ends], at },
    ...(sets ? {} : { nonblock }),
    caller: ofEach<Caller, Task, CallerSeen>(task, (me) => {
      const { arg, sig, ret, count, got, sigpipe } = me;
      return { arg: { ...arg, flags: [...arg.flags] }, is: stands(me), sig, ret, count, got, sigpipe };
    }),
  });
}
