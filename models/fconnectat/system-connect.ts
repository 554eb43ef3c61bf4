// SPDX-License-Identifier: MIT
// connect(2) in a whole system: the steps of the model, over a view of the system in the model's own shape.
import {
  type Address,
  addSock,
  beginExit,
  components,
  type Frame,
  fallAsleep,
  finish,
  fsFor,
  handlePending,
  hasLastName,
  newSock,
  type Rule,
  type SockId,
  START,
  sockOf,
  startOf,
  type Task,
  type TaskId,
  taskOf,
  usableFile,
  type World,
  wakeAccepter,
  wakeTask,
} from '../kernel/system/index.ts';
import type { Kernel } from './call.ts';
import { find, lock, runAgain } from './connect.ts';
import { enterCall } from './enter.ts';
import { pathInit, walk } from './lookup.ts';
import type { Caller, Listener, Result, Sockfd } from './names.ts';
import { startProgram } from './reset.ts';
import type { State } from './state.ts';
import { VARIANTS } from './variants.ts';

interface Args {
  readonly fd: number;
  readonly address: Address;
}

const RCV_SHUTDOWN = 1;

/** A record that reads and writes what each task keeps under `field`. */
function perTask(world: World, field: string): Record<string, unknown> {
  return new Proxy({} as Record<string, unknown>, {
    get: (_, task) => world.scratch.get(task as TaskId)?.[field],
    set(_, task, value) {
      const scratch = world.scratch.get(task as TaskId);
      if (scratch !== undefined) scratch[field] = value;
      if (field === 'pc' && value === 'woken') wakeTask(world, task as TaskId);
      return true;
    },
  });
}

/** Pending signals, which belong to the tasks: clearing one handles it. */
function pendingSignals(world: World): Record<string, unknown> {
  return new Proxy({} as Record<string, unknown>, {
    get: (_, task) => taskOf(world, task as TaskId).pending,
    set(_, id) {
      const task = taskOf(world, id as TaskId);
      // SIGKILL has no handler.
      if (task.pending !== 'kill') handlePending(world, task);
      return true;
    },
  });
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

const isFull = (world: World, id: SockId): boolean =>
  sockOf(world, id).queue.length > sockOf(world, id).backlog;

/** The class of the caller's descriptor that decides here: whether it blocks is fixed when the call begins. */
function sockfd(world: World, task: Task, fd: number): Sockfd {
  const file = usableFile(world, task, fd);
  if (file === undefined) return 'bad';
  if (file.sock === undefined) return 'file';
  const sock = sockOf(world, file.sock);
  if (sock.family === 'inet') return 'inet';
  const scratch = world.scratch.get(task.id);
  const other = scratch?.other as SockId | 'none';
  if (other !== 'none' && isFull(world, other)) return scratch?.nonblock === true ? 'nonblock' : 'ok';
  return sock.state === 'unconnected' ? 'ok' : sock.state;
}

function argOf(world: World, task: Task, { fd, address }: Args) {
  return {
    sockfd: sockfd(world, task, fd),
    addr: address.kind,
    dirfd: task.cwd,
    path: address.kind === 'path' ? components(address.path) : [],
    flags: new Set(),
  };
}

/** The variables of the model's State section, read from and written to the system. */
function viewOf(world: World, task: Task, args: Args): State {
  const own: Record<string, unknown> = {
    entry: world.entry,
    sock: perSock((id) => sockState(world, id)),
    queue: perSock((id) => sockOf(world, id).queue),
    waiters: perSock((id) => sockOf(world, id).waiters),
    cwd: startOf(task, args.address.kind === 'path' ? args.address.path : ''),
    arg: { [task.id]: argOf(world, task, args) },
    sig: pendingSignals(world),
  };
  return new Proxy(own, {
    get: (target, field) => (target[field as string] ??= perTask(world, field as string)),
  }) as unknown as State;
}

/** The two ends are connected, and the one that will be accepted is at the end of the queue (`unix_stream_connect`). */
function establish(world: World, task: Task, fd: number, listener: SockId): void {
  const [own, other] = [usableFile(world, task, fd)!.sock!, sockOf(world, listener)];
  const embryo = addSock(world, {
    ...newSock('unix', 'stream'),
    state: 'connected',
    ...(other.address === undefined ? {} : { address: other.address }),
    peer: own,
    peerCred: { task: task.id, uid: task.uid, gid: task.gid },
  });
  other.queue[other.queue.length - 1] = embryo;
  Object.assign(sockOf(world, own), { state: 'connected', peer: embryo, peerCred: other.peerCred });
  wakeAccepter(world, other);
}

function kernelFor(world: World, task: Task, args: Args): Kernel {
  const listeners = [...world.socks]
    .filter(([, sock]) => sock.inode !== undefined)
    .map(([name, { inode, type }]) => ({ name, inode, type }));
  const kernel = {
    scenario: { fs: fsFor(world, task), listeners, hasProc: true, sockets: [], callers: [], loopers: [] },
    behaviour: VARIANTS['today-connect'],
    refuses(row: string, applies: boolean) {
      const scratch = world.scratch.get(task.id);
      if (applies && scratch !== undefined) scratch.row = row;
      return applies;
    },
    isFull: (_: State, k: Listener) => isFull(world, k as unknown as SockId),
    end(_: State, p: Caller, result: Result) {
      const other = world.scratch.get(p as unknown as TaskId)?.other as SockId;
      if (result === 'OK') establish(world, task, args.fd, other);
      const row = world.scratch.get(task.id)?.row as string | undefined;
      finish(
        world,
        task,
        result === 'OK' ? { value: 0 } : { value: result, ...(row === undefined ? {} : { row }) },
      );
    },
  };
  return kernel as unknown as Kernel;
}

function begin(world: World, task: Task, args: Args): void {
  const scratch: Record<string, unknown> = {
    other: 'none',
    nonblock: usableFile(world, task, args.fd)?.nonblock === true,
  };
  world.scratch.set(task.id, scratch);
  startProgram(viewOf(world, task, args), task.id as unknown as Caller, VARIANTS['today-connect']);
  Object.assign(scratch, { call: 'connect', pc: 'enter' });
}

const STEPS: Readonly<Record<string, (kernel: Kernel, s: State, p: Caller) => void>> = {
  enter: enterCall,
  init: pathInit,
  walk,
  find,
  lock,
  // Whoever woke the task, or the signal, has taken it off the queue.
  asleep: runAgain,
  woken: runAgain,
};

/** connect(2) as the variant `today-connect` has it. */
export const CONNECT: Rule = {
  // A datagram socket is connected by another function, another family reads an address its own way, and the walk of
  // the model has a component to begin with.
  covers(world, task, args) {
    const { fd, address } = args as unknown as Args;
    const id = usableFile(world, task, fd)?.sock;
    const sock = id === undefined ? undefined : sockOf(world, id);
    if (sock?.type === 'dgram' || (address.kind === 'path' && !hasLastName(address.path))) return false;
    return sock?.family !== 'inet' || address.kind !== 'family';
  },
  step(world: World, task: Task, frame: Frame) {
    const args = frame.args as unknown as Args;
    if (frame.at === START) begin(world, task, args);
    const kernel = kernelFor(world, task, args);
    const pc = world.scratch.get(task.id)!.pc as string;
    STEPS[pc]!(kernel, viewOf(world, task, args), task.id as unknown as Caller);
    const scratch = world.scratch.get(task.id);
    if (scratch === undefined) return;
    if (scratch.pc === 'dead') {
      world.scratch.delete(task.id);
      beginExit(task);
    } else if (scratch.pc === 'asleep') fallAsleep(frame, 'asleep');
    else frame.at = scratch.pc === 'enter' ? START : (scratch.pc as string);
  },
};
