// SPDX-License-Identifier: MIT
// The state of a small system: tasks, descriptor tables, open file descriptions, inodes, sockets. Plain data.
import type { Pending, Signal } from '../signal.ts';

/** `i0` is the root directory of all tasks. */
export type InodeId = `i${number}`;
export type FileId = `f${number}`;
export type SockId = `k${number}`;
export type TaskId = `t${number}`;

export interface Inode {
  readonly kind: 'dir' | 'link' | 'socket' | 'file';
  /** Permission bits, 0 to 0o777. */
  mode: number;
  readonly uid: number;
  readonly gid: number;
  /** A directory that has been removed, and can hold nothing (IS_DEADDIR). */
  removed?: boolean;
}

/** An open file description. */
export interface OpenFile {
  /** `path`: opened with O_PATH. */
  readonly kind: 'path' | 'inode' | 'socket';
  /** What it names; a socket has its own. */
  readonly inode?: InodeId;
  readonly sock?: SockId;
  nonblock: boolean;
  /** Descriptors, in all tables, that refer to it. */
  refs: number;
}

/** Who SO_PEERCRED names (`sk_peer_pid`, `sk_peer_cred`). */
export interface PeerCred {
  readonly task: TaskId;
  readonly uid: number;
  readonly gid: number;
}

export interface Sock {
  readonly family: 'unix' | 'inet';
  readonly type: 'stream' | 'seqpacket' | 'dgram';
  state: 'unconnected' | 'listening' | 'connected';
  /** Can be found by its inode (`unix_find_socket_byinode`). */
  hashed: boolean;
  /** SOCK_DEAD. */
  dead: boolean;
  /** Bits of RCV_SHUTDOWN (1) and SEND_SHUTDOWN (2). */
  shutdown: number;
  inode?: InodeId;
  /** The address: a path as it was given to bind, or `@` for one that the kernel chose (`unix_autobind`). */
  address?: string;
  backlog: number;
  /** The accept queue: sockets not accepted yet, oldest first. */
  queue: SockId[];
  /** Exclusive waiters on `peer_wait`: tasks in connect. */
  waiters: TaskId[];
  /** Exclusive waiters on `sk_sleep`: tasks in accept. */
  accepters: TaskId[];
  peer?: SockId;
  peerCred?: PeerCred;
}

/** The result of a call: a value or an error's name; and what it wrote into the caller's memory. */
export interface Result {
  readonly value: number | string;
  readonly out?: string;
  /** The row of a proposal's table of errors that decided, where it has one. */
  readonly row?: string;
}

/** A call that a task is in. `at` is the kernel's step; `locals` is what the step needs, as plain data. */
export interface Frame {
  /** Which op of the sequence issued it. */
  readonly op: number;
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
  at: string;
  asleep: boolean;
}

export interface Task {
  readonly id: TaskId;
  readonly uid: number;
  readonly gid: number;
  readonly umask: number;
  cwd: InodeId;
  /** RLIMIT_NOFILE. */
  nofile: number;
  readonly fds: (FileId | undefined)[];
  pending: Pending;
  life: 'alive' | 'exiting' | 'dead';
  /** While `exiting`: descriptions that are still to be released, one a step, the last one first. */
  readonly works: FileId[];
  frame: Frame | undefined;
}

/** What happened since the last op: calls that returned and signals that were handled, in order. */
export type Event =
  | { readonly kind: 'returned'; readonly task: TaskId; readonly op: number; readonly result: Result }
  | { readonly kind: 'handled'; readonly task: TaskId; readonly signal: Signal }
  | { readonly kind: 'died'; readonly task: TaskId };

export interface World {
  readonly inodes: Map<InodeId, Inode>;
  /** Directory entries, in the shape of `vfs.ts`; a name that is not there is absent. */
  readonly entry: Record<InodeId, Record<string, InodeId>>;
  /** Targets of symbolic links: absolute, as components. */
  readonly links: Record<InodeId, readonly string[]>;
  readonly files: Map<FileId, OpenFile>;
  readonly socks: Map<SockId, Sock>;
  readonly tasks: Map<TaskId, Task>;
  /** What calls of a proposal keep while they run, by task: plain data. */
  readonly scratch: Map<TaskId, Record<string, unknown>>;
  events: Event[];
  /** The next number of an inode, a file, a socket. */
  next: number;
}

/** The root directory. */
export const ROOT: InodeId = 'i0';

/** A system without tasks, and with an empty root directory that only user 0 may write. */
export function newWorld(): World {
  return {
    inodes: new Map([[ROOT, { kind: 'dir', mode: 0o755, uid: 0, gid: 0 }]]),
    entry: { [ROOT]: {} },
    links: {},
    files: new Map(),
    socks: new Map(),
    tasks: new Map(),
    scratch: new Map(),
    events: [],
    next: 1,
  };
}

function copyMap<K, V extends object>(map: ReadonlyMap<K, V>, copy: (value: V) => V): Map<K, V> {
  const copied = new Map<K, V>();
  for (const [key, value] of map) copied.set(key, copy(value));
  return copied;
}

function copySock(sock: Sock): Sock {
  return {
    ...sock,
    queue: [...sock.queue],
    waiters: [...sock.waiters],
    accepters: [...sock.accepters],
  };
}

function copyTask(task: Task): Task {
  const frame = task.frame === undefined ? undefined : { ...task.frame };
  return { ...task, fds: [...task.fds], works: [...task.works], frame };
}

/** A copy that shares nothing mutable. */
export function cloneWorld(world: World): World {
  return {
    inodes: copyMap(world.inodes, (inode) => ({ ...inode })),
    entry: Object.fromEntries(Object.entries(world.entry).map(([dir, names]) => [dir, { ...names }])),
    links: { ...world.links },
    files: copyMap(world.files, (file) => ({ ...file })),
    socks: copyMap(world.socks, copySock),
    tasks: copyMap(world.tasks, copyTask),
    scratch: copyMap(world.scratch, (value) => structuredClone(value)),
    events: [...world.events],
    next: world.next,
  };
}

/** A text that only equal worlds share. Worlds that differ in the numbers of their objects alone have two. */
export function worldKey(world: World): string {
  return JSON.stringify(
    [
      world.inodes,
      world.entry,
      world.links,
      world.files,
      world.socks,
      world.tasks,
      world.scratch,
      world.events,
      world.next,
    ],
    (_, value: unknown) => (value instanceof Map ? [...value] : value),
  );
}

export function inodeOf(world: World, id: InodeId): Inode {
  return world.inodes.get(id)!;
}

export function taskOf(world: World, id: TaskId): Task {
  return world.tasks.get(id)!;
}

export function sockOf(world: World, id: SockId): Sock {
  return world.socks.get(id)!;
}

/** Adds an inode and says which. */
export function addInode(world: World, inode: Inode): InodeId {
  const id: InodeId = `i${world.next++}`;
  world.inodes.set(id, inode);
  if (inode.kind === 'dir') world.entry[id] = {};
  return id;
}
