// SPDX-License-Identifier: MIT
// What an outsider sees of a state: no pc, no lock, nothing that a call keeps to itself.
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
export function observing({ program }: Behaviour): (s: Seen) => Observed {
  const stands = ({ pc, call }: Task): CallerSeen['is'] => {
    if (pc === 'done' || pc === 'dead') return pc;
    if (pc === 'asleep' || pc === 'blocked') return 'waits';
    if (pc === 'fault') return 'faults';
    return pc === 'enter' && call === program[0] ? 'outside' : 'inside';
  };
  return ({ slots, ends, nonblock, at, task }) => {
    const caller: Partial<Record<Caller, CallerSeen>> = {};
    for (const p of Object.keys(task) as Caller[]) {
      const { arg, sig, ret, count, got, sigpipe } = task[p];
      const given = { ...arg, flags: [...arg.flags] };
      caller[p] = { arg: given, is: stands(task[p]), sig, ret, count, got, sigpipe };
    }
    const seen = { slots, ends: [...ends], at };
    const sets = program.includes('fcntl');
    return { ...seen, ...(sets ? {} : { nonblock }), caller: caller as Observed['caller'] };
  };
}
