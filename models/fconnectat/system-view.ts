// SPDX-License-Identifier: MIT
// A whole system in the shape of the model's State section: read before a step, and written back after it.
import { entriesFor, fsFor, type InodeId, startOf, writeDenied } from '../kernel/objects/path/index.ts';
import {
  ownSock,
  RCV_SHUTDOWN,
  type Sock,
  type SockId,
  sockOf,
  socksOf,
} from '../kernel/objects/unix-socket/index.ts';
import type { Sockets, SockState } from '../kernel/objects/unix-socket/listener.ts';
import {
  handlePending,
  isEnding,
  localsOf,
  pendingAction,
  type Task,
  type TaskId,
  type World,
  wakeTask,
} from '../kernel/system/index.ts';
import type { CallArg, CallScenario, CallState, CallTask } from './call-state.ts';
import { argOf, CONNECTING, type ConnectArgs, type Connecting, type SystemNames } from './system-args.ts';

function stateOf(sock: Sock): SockState {
  if (sock.dead) return 'dead';
  if (!sock.hashed) return 'unhashed';
  return sock.state === 'listening' && (sock.shutdown & RCV_SHUTDOWN) === 0 ? 'listening' : 'bound';
}

const SIGNALS = { interrupts: 'interrupt', restarts: 'restart', ends: 'kill', ignored: 'none' } as const;

/** The signal that a task finds pending, by what it does. */
function sigOf(world: World, task: Task): CallTask<SystemNames>['sig'] {
  if (isEnding(world, task)) return 'kill';
  return SIGNALS[pendingAction(world, task) ?? 'ignored'];
}

/** The sockets that are bound to an inode: no other can be found. `waiters` are the system's own queues. */
function socketsOf(world: World): Sockets<SockId, TaskId> {
  const view: Sockets<SockId, TaskId> = { sock: {}, queue: {}, waiters: {} };
  for (const [id, sock] of socksOf(world)) {
    if (sock.inode === undefined) continue;
    view.sock[id] = stateOf(sock);
    view.queue[id] = sock.queue.map(() => 'x');
    view.waiters[id] = sock.waiters;
  }
  return view;
}

/** The records of all tasks that are in such a call. They have the arguments of the one whose step it is. */
function recordsOf(world: World, arg: CallArg<SystemNames>): Record<TaskId, CallTask<SystemNames>> {
  const records: Record<TaskId, CallTask<SystemNames>> = {};
  for (const task of world.tasks.values()) {
    const kept = localsOf(task.frame, CONNECTING);
    if (kept !== undefined) records[task.id] = { ...kept.me, arg, sig: sigOf(world, task) };
  }
  return records;
}

/** The variables of the model's State section, as they are in the system. */
export function viewOf(
  world: World,
  task: Task,
  args: ConnectArgs,
  kept: Connecting,
): CallState<SystemNames> {
  return {
    entry: entriesFor(world, task),
    nowrite: { has: (inode) => isInode(inode) && writeDenied(world, task, inode) },
    ...socketsOf(world),
    cwd: startOf(world, task, args.address.kind === 'path' ? args.address.path : ''),
    task: recordsOf(world, argOf(world, task, args, kept)),
  };
}

/** A socket's own inode, in sockfs, is open to all. */
export function isInode(inode: InodeId | SockId | 'none'): inode is InodeId {
  return inode.startsWith('i');
}

/** Writes what a step has made of the callers' records: who goes where, whom it has woken, a signal that it has handled. */
export function writeBack(world: World, own: Task, { task: records }: CallState<SystemNames>): void {
  for (const task of world.tasks.values()) {
    const kept = localsOf(task.frame, CONNECTING);
    const record = records[task.id];
    if (kept === undefined || record === undefined) continue;
    const { arg: _, sig, ...me } = record;
    if (me.pc === 'woken' && kept.me.pc !== 'woken') wakeTask(world, task.id);
    kept.me = me;
    if (task === own && sig === 'none') handlePending(world, task);
  }
}

/** The model knows two types of listener: one that fits the caller's own, and one that does not. */
function listenersFor(world: World, task: Task, fd: number): CallScenario<SystemNames>['listeners'] {
  const own = ownSock(world, task, fd);
  const fits = own === undefined ? 'stream' : sockOf(world, own).type;
  return [...socksOf(world)].flatMap(([name, { inode, type }]) =>
    inode === undefined ? [] : [{ name, inode, type: type === fits ? 'stream' : 'dgram' } as const],
  );
}

/** What no step changes, in the system. */
export function scenarioOf(world: World, task: Task, { fd }: ConnectArgs): CallScenario<SystemNames> {
  return {
    fs: fsFor(world, task),
    listeners: listenersFor(world, task, fd),
    hasProc: true,
    sockets: [],
    opened: {},
  };
}
