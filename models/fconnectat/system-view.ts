// SPDX-License-Identifier: MIT
// A whole system in the shape of the model's State section: what the steps of the model read and write.
import {
  type Address,
  AT_FDCWD,
  components,
  fileAt,
  fsFor,
  handlePending,
  type SockId,
  sockOf,
  startOf,
  type Task,
  type TaskId,
  taskOf,
  usableFile,
  type World,
  wakeTask,
} from '../kernel/system/index.ts';
import type { Flag, Sockfd } from './names.ts';
import type { State } from './state.ts';

/** The arguments of connect(2); with the others, those of fconnectat. */
export interface ConnectArgs {
  readonly fd: number;
  readonly address: Address;
  readonly dirfd?: number;
  readonly nofollow?: boolean;
  readonly empty?: boolean;
  readonly unknown?: boolean;
}

const RCV_SHUTDOWN = 1;

/** A slash after the last component: it asks for a directory, and follows a link whatever the flags say (A14). */
export function asksForDirectory({ address }: ConnectArgs): boolean {
  return address.kind === 'path' && address.path.endsWith('/');
}

/** The record of one task: its pending signal, its arguments, and what it keeps of the call that it is in. */
function recordOf(world: World, id: TaskId, arg: unknown): Record<string, unknown> {
  return new Proxy({} as Record<string, unknown>, {
    get(_, field) {
      if (field === 'arg') return arg;
      return field === 'sig' ? taskOf(world, id).pending : world.scratch.get(id)?.[field as string];
    },
    set(_, field, value) {
      if (field === 'sig') {
        handle(world, id);
        return true;
      }
      const scratch = world.scratch.get(id);
      if (scratch !== undefined) scratch[field as string] = value;
      if (field === 'pc' && value === 'woken') wakeTask(world, id);
      return true;
    },
  });
}

/** Clearing a pending signal handles it; SIGKILL has no handler. */
function handle(world: World, id: TaskId): void {
  const task = taskOf(world, id);
  if (task.pending !== 'kill') handlePending(world, task);
}

function perSock<T>(read: (id: SockId) => T): Record<string, T> {
  return new Proxy({} as Record<string, T>, { get: (_, id) => read(id as SockId) });
}

function sockState(world: World, id: SockId): string {
  const sock = sockOf(world, id);
  if (sock.dead) return 'dead';
  if (!sock.hashed) return 'unhashed';
  return sock.state === 'listening' && (sock.shutdown & RCV_SHUTDOWN) === 0 ? 'listening' : 'bound';
}

/** Whether the listener's backlog is full (`unix_recvq_full_lockless`). */
export function isBacklogFull(world: World, id: SockId): boolean {
  return sockOf(world, id).queue.length > sockOf(world, id).backlog;
}

/** The class of the caller's descriptor that decides here: whether it blocks is fixed when the call begins. */
function sockfd(world: World, task: Task, fd: number): Sockfd {
  const file = usableFile(world, task, fd);
  if (file === undefined) return 'bad';
  if (file.sock === undefined) return 'file';
  const sock = sockOf(world, file.sock);
  if (sock.family === 'inet') return 'inet';
  const scratch = world.scratch.get(task.id);
  const other = scratch?.other as SockId | 'none';
  if (other !== 'none' && isBacklogFull(world, other)) return scratch?.nonblock === true ? 'nonblock' : 'ok';
  return sock.state === 'unconnected' ? 'ok' : sock.state;
}

/**
 * The inode of `dirfd`, whatever it is open on; an absolute path does without. A socket has an inode of its own, in
 * sockfs, that no path leads to: it goes by the socket's name.
 */
function dirfdOf(world: World, task: Task, { dirfd = AT_FDCWD, address }: ConnectArgs): string {
  if (address.kind === 'path' && address.path.startsWith('/')) return startOf(task, address.path);
  if (dirfd === AT_FDCWD) return task.cwd;
  const file = fileAt(world, task, dirfd);
  return file === undefined ? 'bad' : (file.inode ?? file.sock)!;
}

function flagsOf(args: ConnectArgs): Set<Flag> {
  const flags = new Set<Flag>();
  if (args.nofollow === true && !asksForDirectory(args)) flags.add('NOFOLLOW');
  if (args.empty === true) flags.add('EMPTY');
  if (args.unknown === true) flags.add('UNKNOWN');
  return flags;
}

function isOfNoFamily({ kind }: Address): boolean {
  return kind === 'nothing' || kind === 'short' || kind === 'long' || kind === 'unspec';
}

/** The variables of the model's State section, read from and written to the system. */
export function viewOf(world: World, task: Task, args: ConnectArgs): State {
  const { address } = args;
  const path = address.kind === 'path' ? address.path : '';
  const arg = {
    sockfd: sockfd(world, task, args.fd),
    // What is of the wrong length, or of none, is as good as of another family.
    addr: isOfNoFamily(address) ? 'family' : address.kind,
    dirfd: dirfdOf(world, task, args),
    path: components(path),
    flags: flagsOf(args),
  };
  const own: Record<string, unknown> = {
    entry: world.entry,
    nowrite: { has: (inode: string) => (fsFor(world, task).denyWrite as readonly string[]).includes(inode) },
    sock: perSock((id) => sockState(world, id)),
    queue: perSock((id) => sockOf(world, id).queue),
    waiters: perSock((id) => sockOf(world, id).waiters),
    cwd: startOf(task, path),
    task: new Proxy({}, { get: (_, id) => recordOf(world, id as TaskId, arg) }),
  };
  return own as unknown as State;
}
