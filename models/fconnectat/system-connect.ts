// SPDX-License-Identifier: MIT
// connect(2) and fconnectat in a whole system: the steps of the model, over a view of the system in the model's own shape.
import {
  addSock,
  beginExit,
  type Frame,
  fallAsleep,
  finish,
  fsFor,
  hasLastName,
  inodeOf,
  newSock,
  type Rule,
  type SockId,
  START,
  sockOf,
  type Task,
  type TaskId,
  usableFile,
  type World,
  wakeAccepter,
} from '../kernel/system/index.ts';
import { handOn, type Kernel } from './call.ts';
import { find, lock, runAgain } from './connect.ts';
import { enterCall } from './enter.ts';
import { pathInit, walk } from './lookup.ts';
import type { Caller, Listener, Result } from './names.ts';
import { startProgram } from './reset.ts';
import type { Scenario } from './scenarios.ts';
import type { State } from './state.ts';
import { connectDatagram, disconnectDatagram } from './system-datagram.ts';
import { asksForDirectory, type ConnectArgs, isBacklogFull, viewOf } from './system-view.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

/** A system call that connects, and the variant that it behaves as. */
interface Connecting {
  readonly call: 'connect' | 'fconnectat';
  readonly behaviour: Behaviour;
}

const ownSock = (world: World, task: Task, fd: number): SockId => usableFile(world, task, fd)!.sock!;

/** The two ends are connected, and the one that will be accepted is at the end of the queue (`unix_stream_connect`). */
function establish(world: World, task: Task, own: SockId, listener: SockId): void {
  const other = sockOf(world, listener);
  const embryo = addSock(world, {
    ...newSock('unix', other.type),
    state: 'connected',
    ...(other.address === undefined ? {} : { address: other.address }),
    peer: own,
    peerCred: { task: task.id, uid: task.uid, gid: task.gid },
  });
  other.queue[other.queue.length - 1] = embryo;
  Object.assign(sockOf(world, own), { state: 'connected', peer: embryo, peerCred: other.peerCred });
  wakeAccepter(world, other);
}

/** The model knows two types of listener: one that fits, and one that does not. */
function listenersFor(world: World, task: Task, fd: number) {
  const own = usableFile(world, task, fd)?.sock;
  const type = own === undefined ? 'stream' : sockOf(world, own).type;
  return [...world.socks]
    .filter(([, sock]) => sock.inode !== undefined)
    .map(([name, sock]) => ({ name, inode: sock.inode, type: sock.type === type ? 'stream' : 'dgram' }));
}

function kernelFor(world: World, task: Task, { behaviour }: Connecting, args: ConnectArgs): Kernel {
  const listeners = listenersFor(world, task, args.fd);
  const kernel: Kernel = {
    scenario: {
      fs: fsFor(world, task),
      listeners,
      hasProc: true,
      sockets: [],
      callers: [],
      loopers: [],
    } as unknown as Scenario,
    behaviour,
    refuses(row: string, applies: boolean) {
      const scratch = world.scratch.get(task.id);
      if (applies && scratch !== undefined) scratch.row = row;
      return applies;
    },
    isFull: (_: State, k: Listener) => isBacklogFull(world, k as unknown as SockId),
    handOn: (s: State, k: Listener) => handOn(kernel, s, k),
    end(_: State, p: Caller, result: Result) {
      const other = world.scratch.get(p as unknown as TaskId)?.other as SockId;
      if (result === 'OK') establish(world, task, ownSock(world, task, args.fd), other);
      end(world, task, result);
    },
  };
  return kernel;
}

function end(world: World, task: Task, result: string): void {
  const row = world.scratch.get(task.id)?.row as string | undefined;
  finish(
    world,
    task,
    result === 'OK' ? { value: 0 } : { value: result, ...(row === undefined ? {} : { row }) },
  );
}

function begin(world: World, task: Task, { call, behaviour }: Connecting, args: ConnectArgs): void {
  const scratch: Record<string, unknown> = {
    other: 'none',
    nonblock: usableFile(world, task, args.fd)?.nonblock === true,
  };
  world.scratch.set(task.id, scratch);
  startProgram(viewOf(world, task, args).task[task.id as unknown as Caller], behaviour);
  Object.assign(scratch, { call, pc: 'enter' });
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

const isDatagram = (world: World, task: Task, fd: number): boolean => {
  const sock = usableFile(world, task, fd)?.sock;
  return sock !== undefined && sockOf(world, sock).type === 'dgram';
};

/** Lock, of a datagram socket. */
function lockDatagram(world: World, task: Task, { fd }: ConnectArgs): void {
  const scratch = world.scratch.get(task.id)!;
  const result = connectDatagram(world, ownSock(world, task, fd), scratch.other as SockId);
  if (result !== 'OK') scratch.row = 'E28';
  end(world, task, result);
}

/** What a slash at the end asks for is there, or ENOTDIR (`path_lookupat`, LOOKUP_DIRECTORY). */
function checkDirectory(world: World, task: Task): void {
  const scratch = world.scratch.get(task.id);
  if (scratch?.pc !== 'find') return;
  if (inodeOf(world, scratch.ino as never).kind === 'dir') return;
  scratch.row = 'E17';
  end(world, task, 'ENOTDIR');
}

/** Moves the frame to the step that the model has come to. */
function follow(world: World, task: Task, frame: Frame): void {
  const scratch = world.scratch.get(task.id);
  if (scratch === undefined) return;
  if (scratch.pc === 'dead') {
    world.scratch.delete(task.id);
    beginExit(task);
  } else if (scratch.pc === 'asleep') fallAsleep(frame, 'asleep');
  else frame.at = scratch.pc === 'enter' ? START : (scratch.pc as string);
}

function ruleOf(connecting: Connecting): Rule {
  return {
    // Another family reads an address its own way, and the walk of the model has a component to begin with.
    covers(world, task, args) {
      const { fd, address } = args as unknown as ConnectArgs;
      if (address.kind === 'path' && !hasLastName(address.path)) return false;
      const id = usableFile(world, task, fd)?.sock;
      const isInet = id !== undefined && sockOf(world, id).family === 'inet';
      return (
        !isInet || connecting.call === 'fconnectat' || !['family', 'long', 'unspec'].includes(address.kind)
      );
    },
    step(world, task, frame) {
      const args = frame.args as unknown as ConnectArgs;
      if (frame.at === START) begin(world, task, connecting, args);
      const isEnd = connecting.call === 'connect' && args.address.kind === 'unspec';
      if (isEnd && isDatagram(world, task, args.fd)) {
        disconnectDatagram(world, ownSock(world, task, args.fd));
        return end(world, task, 'OK');
      }
      const pc = world.scratch.get(task.id)!.pc as string;
      if (pc === 'lock' && isDatagram(world, task, args.fd)) return lockDatagram(world, task, args);
      const kernel = kernelFor(world, task, connecting, args);
      STEPS[pc]!(kernel, viewOf(world, task, args), task.id as unknown as Caller);
      if (pc === 'walk' && asksForDirectory(args)) checkDirectory(world, task);
      follow(world, task, frame);
    },
  };
}

/** connect(2) as the variant `today-connect` has it. */
export const CONNECT: Rule = ruleOf({ call: 'connect', behaviour: VARIANTS['today-connect'] });

/** fconnectat as it is proposed. Its arguments are those of connect(2), `dirfd`, and each flag by its name. */
export const FCONNECTAT: Rule = ruleOf({ call: 'fconnectat', behaviour: VARIANTS.proposed });
