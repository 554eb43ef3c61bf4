// SPDX-License-Identifier: MIT
// connect(2) and fconnectat in a whole system: the steps of the model, over a view of the system in the model's own shape.
import { hasLastName, inodeOf } from '../kernel/objects/path/index.ts';
import {
  autobind,
  connectDatagram,
  disconnectDatagram,
  establish,
  isShort,
  ownSock,
  sockOf,
} from '../kernel/objects/unix-socket/index.ts';
import {
  descriptorsOf,
  type Frame,
  fallAsleep,
  finish,
  given,
  keep,
  localsOf,
  type Result,
  type Rule,
  START,
  type Task,
  usableFile,
  type World,
} from '../kernel/system/index.ts';
import { handOn } from './call.ts';
import type { CallKernel, CallState } from './call-state.ts';
import { find, lock, runAgain } from './connect.ts';
import { enterCall } from './enter.ts';
import { pathInit, walk } from './lookup.ts';
import type { Result as Ended, PCS } from './names.ts';
import {
  asksForDirectory,
  beginning,
  CONNECT_ARGS,
  CONNECTING,
  type ConnectArgs,
  type Connecting,
  isBacklogFull,
  type SystemNames,
} from './system-args.ts';
import { isInode, scenarioOf, viewOf, writeBack } from './system-view.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

/** A system call that connects, and the variant that it behaves as. */
interface Connects {
  readonly call: 'connect' | 'fconnectat';
  readonly behaviour: Behaviour;
}

/** What the steps are given to act on the system. */
function kernelFor(
  world: World,
  task: Task,
  { behaviour }: Connects,
  args: ConnectArgs,
  kept: Connecting,
): CallKernel<SystemNames> {
  const kernel: CallKernel<SystemNames> = {
    scenario: scenarioOf(world, task, args),
    behaviour,
    refuses(row, applies) {
      if (applies) kept.row = row;
      return applies;
    },
    isFull: (_, k) => isBacklogFull(world, k),
    handOn: (s, k) => handOn(kernel, s, k),
    end(s, p, result) {
      const other = s.task[p]?.other ?? 'none';
      if (result === 'OK' && other !== 'none') {
        establish(world, task, ownSock(world, task, args.fd)!, sockOf(world, other));
      }
      end(world, task, result, kept);
    },
  };
  return kernel;
}

function end(world: World, task: Task, result: Ended | 'EPERM', { row }: Connecting): void {
  finish(world, task, resultOf(result, row));
}

/** `refused` is what a program decides, and no call returns it. */
function resultOf(result: Ended | 'EPERM', row: string | undefined): Result {
  if (result === 'OK') return { value: 0 };
  if (result === 'refused') throw new Error('a call was refused by the program that makes it');
  return { value: result, ...(row === undefined ? {} : { row }) };
}

function begin(world: World, task: Task, frame: Frame, call: Connects['call'], fd: number): Connecting {
  return keep(frame, CONNECTING, beginning(call, usableFile(world, task, fd)?.nonblock === true));
}

type CallStep = (kernel: CallKernel<SystemNames>, s: CallState<SystemNames>, p: Task['id']) => void;

const STEPS: Partial<Record<(typeof PCS)[number], CallStep>> = {
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
  const sock = ownSock(world, task, fd);
  return sock !== undefined && sockOf(world, sock).type === 'dgram';
};

/** Lock, of a datagram socket. */
function lockDatagram(world: World, task: Task, { fd }: ConnectArgs, kept: Connecting): void {
  const { other } = kept.me;
  const result = other === 'none' ? 'EPERM' : connectDatagram(world, ownSock(world, task, fd)!, other);
  if (result !== 0) kept.row = 'E28';
  end(world, task, result === 0 ? 'OK' : result, kept);
}

/** What a slash at the end asks for is there, or ENOTDIR (`path_lookupat`, LOOKUP_DIRECTORY). */
function checkDirectory(world: World, task: Task, kept: Connecting): void {
  const { pc, ino } = kept.me;
  if (task.frame === undefined || pc !== 'find') return;
  if (isInode(ino) && inodeOf(world, ino).kind === 'dir') return;
  kept.row = 'E17';
  end(world, task, 'ENOTDIR', kept);
}

/** Moves the frame to the step that the model has come to. */
function follow(frame: Frame, { me: { pc } }: Connecting): void {
  if (pc === 'asleep') fallAsleep(frame, 'asleep');
  else frame.at = pc === 'enter' ? START : pc;
}

/** Another family reads an address its own way, and the walk of the model has a component to begin with. */
function covers(world: World, task: Task, call: Connects['call'], { fd, address }: ConnectArgs): boolean {
  if (address.kind === 'path' && !hasLastName(address.path)) return false;
  const own = ownSock(world, task, fd);
  const isInet = own !== undefined && sockOf(world, own).family === 'inet';
  if (!isInet || call === 'fconnectat') return true;
  return isShort(address) && !['family', 'long', 'unspec'].includes(address.kind);
}

/** Under SO_PASSCRED the caller's socket gets a name when its arguments are right, and before anything is looked up. */
function comesToAutobind({ call }: Connects, { address }: ConnectArgs, { row }: Connecting): boolean {
  if (row === undefined) return true;
  return call === 'connect' ? address.kind === 'abstract' && row === 'E7' : row === 'E10';
}

function step(world: World, task: Task, frame: Frame, connects: Connects, args: ConnectArgs): void {
  const { call } = connects;
  const kept = frame.at === START ? begin(world, task, frame, call, args.fd) : localsOf(frame, CONNECTING)!;
  const datagram = isDatagram(world, task, args.fd);
  if (datagram && call === 'connect' && args.address.kind === 'unspec') {
    disconnectDatagram(world, ownSock(world, task, args.fd)!);
    return end(world, task, 'OK', kept);
  }
  const { pc } = kept.me;
  const own = ownSock(world, task, args.fd);
  if (pc === 'lock' && datagram) return lockDatagram(world, task, args, kept);
  const view = viewOf(world, task, args, kept);
  STEPS[pc]!(kernelFor(world, task, connects, args, kept), view, task.id);
  if (pc === 'enter' && comesToAutobind(connects, args, kept)) autobind(world, own!);
  writeBack(world, task, view);
  if (pc === 'walk' && asksForDirectory(args)) checkDirectory(world, task, kept);
  if (task.frame === frame) follow(frame, kept);
}

function ruleOf(connects: Connects): Rule {
  const { call } = connects;
  return {
    descriptors: descriptorsOf(CONNECT_ARGS),
    covers: (world, task, args) => covers(world, task, call, given(CONNECT_ARGS, call, args)),
    step: (world, task, frame) => step(world, task, frame, connects, given(CONNECT_ARGS, call, frame.args)),
  };
}

/** connect(2) as the variant `today-connect` has it. */
export const CONNECT: Rule = ruleOf({ call: 'connect', behaviour: VARIANTS['today-connect'] });

/** connect(2) as `today-fixed` has it: on a kernel with the fixes at the head of the series, also beside fconnectat. */
export const CONNECT_FIXED: Rule = ruleOf({ call: 'connect', behaviour: VARIANTS['today-fixed'] });

/** fconnectat as it is proposed. Its arguments are those of connect(2), `dirfd`, and each flag by its name. */
export const FCONNECTAT: Rule = ruleOf({ call: 'fconnectat', behaviour: VARIANTS.proposed });
