// SPDX-License-Identifier: MIT
// What an outsider sees of a state: no pc, no lookup, nothing that a call keeps to itself.
import { ofEach, standingOf } from '../kernel/observed.ts';
import type { Arg, Caller, Dir, Inode, Listener, Name } from './names.ts';
import type { Seen } from './state.ts';
import type { Behaviour } from './variants.ts';

/** What is seen of a caller. */
export interface CallerSeen {
  readonly arg: Arg;
  /** `outside`: it has not begun its program. */
  readonly is: 'outside' | 'inside' | 'done' | 'dead';
  readonly sig: Seen['task'][Caller]['sig'];
  readonly ret: Seen['task'][Caller]['ret'];
  readonly peer: Inode | 'none';
}

/** What is seen of everything. */
export interface Observed {
  readonly entry: Readonly<Record<Dir, Readonly<Record<Name, Inode | 'none'>>>>;
  readonly nowrite: readonly Inode[];
  readonly sock: Seen['sock'];
  readonly queue: Readonly<Record<Listener, readonly (Caller | 'x')[]>>;
  readonly waiters: Readonly<Record<Listener, readonly Caller[]>>;
  readonly at: Readonly<Record<string, number>>;
  /** Where the program is one call; to one of several it is a means. */
  readonly cwd?: Dir;
  readonly caller: Readonly<Record<Caller, CallerSeen>>;
}

/** How states are seen where callers run the program of `behaviour`. */
export function observing(behaviour: Behaviour): (s: Seen) => Observed {
  const isOneCall = behaviour.program.length === 1;
  return ({ entry, nowrite, sock, queue, waiters, at, cwd, task }) => ({
    ...{ entry, nowrite: [...nowrite], sock, queue, waiters, at },
    ...(isOneCall ? { cwd } : {}),
    caller: ofEach<Caller, Seen['task'][Caller], CallerSeen>(task, (me) => {
      const { arg, sig, ret, peer } = me;
      return { arg: { ...arg, flags: [...arg.flags] }, is: standingOf(me, behaviour), sig, ret, peer };
    }),
  });
}
