// SPDX-License-Identifier: MIT
// What the steps of a call read and write, whatever its parts are called: the names of a scenario, or the ids of a whole system.

import type { EntriesSeen, Walkable } from '../kernel/objects/path/vfs.ts';
import type { Queued, SockState } from '../kernel/objects/unix-socket/listener.ts';
import type { Pending } from '../kernel/signal.ts';
import type { Addr, Call, Flag, PCS, Result, Sockfd } from './names.ts';
import type { Behaviour, ErrorId } from './variants.ts';

/** The sets that the state is over. A directory is an inode too. */
export interface Names {
  readonly caller: string;
  readonly listener: string;
  readonly dir: string;
  readonly inode: string;
  readonly name: string;
}

/** The arguments of a caller. */
export interface CallArg<V extends Names> {
  readonly sockfd: Sockfd;
  readonly addr: Addr;
  readonly dirfd: V['inode'] | 'bad';
  readonly path: readonly V['name'][];
  readonly flags: { has(flag: Flag): boolean };
}

/** What a caller holds while it looks something up. */
export interface Held<V extends Names> {
  nd: V['dir'] | 'none';
  rest: V['name'][];
  links: number;
  ino: V['inode'] | 'none';
  other: V['listener'] | 'none';
  /** Whose wake-up it has to use or to hand on. */
  owes: V['listener'] | 'none';
}

/** A caller's record. */
export interface CallTask<V extends Names> extends Held<V> {
  readonly arg: CallArg<V>;
  call: Call | 'none';
  pc: (typeof PCS)[number];
  fd: V['inode'] | 'none';
  sig: Pending;
  ret: Result | 'none';
  slept: V['inode'] | 'none';
  peer: V['inode'] | 'none';
}

/** The variables of the State section, as the steps of a call see them. */
export interface CallState<V extends Names> {
  readonly entry: EntriesSeen<V['dir'], V['name'], V['inode']>;
  readonly nowrite: { has(inode: V['inode']): boolean };
  readonly sock: Readonly<Record<V['listener'], SockState>>;
  readonly queue: Record<V['listener'], Queued<V['caller']>[]>;
  readonly waiters: Record<V['listener'], V['caller'][]>;
  cwd: V['dir'];
  readonly task: Record<V['caller'], CallTask<V>>;
}

/** What no step changes. */
export interface CallScenario<V extends Names> {
  readonly fs: Walkable<V['dir'], V['name'], V['inode']>;
  readonly listeners: readonly {
    readonly name: V['listener'];
    readonly inode: V['inode'];
    readonly type: 'stream' | 'dgram';
  }[];
  readonly hasProc: boolean;
  /** The inodes that are sockets. */
  readonly sockets: readonly V['inode'][];
  /** Where an O_PATH descriptor was opened. */
  readonly opened: {
    readonly [p in V['caller']]?: { readonly dir: V['inode'] | 'bad'; readonly path: readonly V['name'][] };
  };
}

/** What the steps of one model share. A seeded fault replaces one of these. */
export interface CallKernel<V extends Names, S extends CallScenario<V> = CallScenario<V>> {
  readonly scenario: S;
  readonly behaviour: Behaviour;
  /** Whether the call refuses with this row of the table of errors: when it applies. */
  refuses(id: ErrorId, applies: boolean): boolean;
  /** Whether the backlog of `k` is full. */
  isFull(s: CallState<V>, k: V['listener']): boolean;
  /** What a call of `p` that leaves `k`, on which it has slept, does about a wake-up that it may hold. */
  handOn(s: CallState<V>, k: V['listener'], p: V['caller']): void;
  end(s: CallState<V>, p: V['caller'], result: Result): void;
}
