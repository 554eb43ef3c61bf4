// SPDX-License-Identifier: MIT
// The arguments of a call as the model has them, and what the call keeps while it runs.
import { AT_FDCWD, components, type InodeId, PATHS, startOf } from '../kernel/objects/path/index.ts';
import {
  ADDRESS,
  type Address,
  ownSock,
  SOCKETS,
  type SockId,
  sockOf,
} from '../kernel/objects/unix-socket/index.ts';
import {
  DESCRIPTOR,
  FLAG,
  fileAt,
  type Given,
  type Kind,
  NUMBER,
  objectOf,
  optional,
  type Task,
  type TaskId,
  usableFile,
  type World,
} from '../kernel/system/index.ts';
import type { CallArg, CallTask, Held, Names } from './call-state.ts';
import type { Call, Flag, Sockfd } from './names.ts';
import type { ErrorId } from './variants.ts';

/** The arguments of connect(2); with the others, those of fconnectat. */
export const CONNECT_ARGS = {
  fd: DESCRIPTOR,
  address: ADDRESS,
  dirfd: optional(DESCRIPTOR),
  nofollow: optional(FLAG),
  empty: optional(FLAG),
  /** A bit that is no flag, from 0. */
  bit: optional(NUMBER),
  /** The upper halves of the registers hold something, which nobody is to look at. */
  high: optional(FLAG),
};

export type ConnectArgs = Given<typeof CONNECT_ARGS>;

/**
 * The ids of a whole system as the names of a state. A socket has an inode of its own, in sockfs, that no path leads to:
 * it goes by the socket's name.
 */
export interface SystemNames extends Names {
  readonly caller: TaskId;
  readonly listener: SockId;
  readonly dir: InodeId;
  readonly inode: InodeId | SockId;
}

/** What a task keeps of the call that it is in. */
export interface Connecting {
  /** Its record, without what is the caller's and not the call's. */
  me: Omit<CallTask<SystemNames>, 'arg' | 'sig'>;
  /** The description was O_NONBLOCK when the call began. */
  readonly nonblock: boolean;
  /** The row of the table of errors that decided. */
  row?: ErrorId;
}

/** Kept by connect(2) and fconnectat. */
export const CONNECTING: Kind<Connecting> = {
  name: 'connecting',
  copy: (kept) => ({ ...kept, me: { ...kept.me, rest: [...kept.me.rest] } }),
};

/** A call that has done nothing yet. */
export function beginning(call: Call, nonblock: boolean): Connecting {
  const lookup: Held<SystemNames> = {
    nd: 'none',
    rest: [],
    links: 0,
    ino: 'none',
    other: 'none',
    owes: 'none',
  };
  const ends = { fd: 'none', ret: 'none', slept: 'none', peer: 'none' } as const;
  return { me: { ...lookup, ...ends, call, pc: 'enter' }, nonblock };
}

/** A slash after the last component: it asks for a directory, and follows a link whatever the flags say (A14). */
export function asksForDirectory({ address }: ConnectArgs): boolean {
  return address.kind === 'path' && address.path.endsWith('/');
}

/** Whether the listener's backlog is full (`unix_recvq_full_lockless`). */
export function isBacklogFull(world: World, id: SockId): boolean {
  return sockOf(world, id).queue.length > sockOf(world, id).backlog;
}

/** The class of the caller's descriptor that decides here: whether it blocks is fixed when the call begins. */
function sockfdOf(world: World, task: Task, fd: number, { me: { other }, nonblock }: Connecting): Sockfd {
  if (usableFile(world, task, fd) === undefined) return 'bad';
  const own = ownSock(world, task, fd);
  if (own === undefined) return 'file';
  const { family, state } = sockOf(world, own);
  if (family === 'inet') return 'inet';
  if (other !== 'none' && isBacklogFull(world, other)) return nonblock ? 'nonblock' : 'ok';
  return state === 'unconnected' ? 'ok' : state;
}

/** The inode of `dirfd`, whatever it is open on; an absolute path does without. */
function dirfdOf(
  world: World,
  task: Task,
  { dirfd = AT_FDCWD, address }: ConnectArgs,
): InodeId | SockId | 'bad' {
  if (address.kind === 'path' && address.path.startsWith('/')) return startOf(world, task, address.path);
  if (dirfd === AT_FDCWD) return startOf(world, task, '');
  const file = fileAt(world, task, dirfd);
  return objectOf(file, PATHS) ?? objectOf(file, SOCKETS) ?? 'bad';
}

function flagsOf(args: ConnectArgs): Set<Flag> {
  const flags = new Set<Flag>();
  if (args.nofollow === true && !asksForDirectory(args)) flags.add('NOFOLLOW');
  if (args.empty === true) flags.add('EMPTY');
  if (args.bit !== undefined) flags.add('UNKNOWN');
  return flags;
}

/** What is of the wrong length, or of no family, is as good as of another family. */
function classOf({ kind }: Address): CallArg<SystemNames>['addr'] {
  return kind === 'nothing' || kind === 'short' || kind === 'long' || kind === 'unspec' ? 'family' : kind;
}

/** The arguments by their classes, as a step finds them. */
export function argOf(world: World, task: Task, args: ConnectArgs, kept: Connecting): CallArg<SystemNames> {
  const { address } = args;
  return {
    sockfd: sockfdOf(world, task, args.fd, kept),
    addr: classOf(address),
    dirfd: dirfdOf(world, task, args),
    path: address.kind === 'path' ? components(address.path) : [],
    flags: flagsOf(args),
  };
}
