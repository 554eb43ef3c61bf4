// SPDX-License-Identifier: MIT
// What an outsider sees of a state: no pc, no lookup, nothing that a call keeps to itself.
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
export function observing({ program }: Behaviour): (s: Seen) => Observed {
  const stands = ({ pc, call }: Seen['task'][Caller]): CallerSeen['is'] => {
    if (pc === 'done' || pc === 'dead') return pc;
    return pc === 'enter' && call === program[0] ? 'outside' : 'inside';
  };
  return ({ entry, nowrite, sock, queue, waiters, at, cwd, task }) => {
    const caller: Partial<Record<Caller, CallerSeen>> = {};
    for (const p of Object.keys(task) as Caller[]) {
      const { arg, sig, ret, peer } = task[p];
      const given = { ...arg, flags: [...arg.flags] };
      caller[p] = { arg: given, is: stands(task[p]), sig, ret, peer };
    }
    const seen = { entry, nowrite: [...nowrite], sock, queue, waiters, at };
    const isOneCall = program.length === 1;
    return { ...seen, ...(isOneCall ? { cwd } : {}), caller: caller as Observed['caller'] };
  };
}
