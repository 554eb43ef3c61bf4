// SPDX-License-Identifier: MIT
// The steps of the document, one action each. `E5` beside a refusal is its row in the table of errors.

import type { Errno } from '../kernel/errno.ts';
import { isIdle, rivalActions } from '../kernel/rival.ts';
import { addPending, type Signal } from '../kernel/signal.ts';
import { isFull, isHashed, leaveWaiters, takeWaiter } from '../kernel/unix-socket.ts';
import { isDir, walkComponent } from '../kernel/vfs.ts';
import { BLOCKED, defineModel } from '../kit/index.ts';
import { enterCall } from './enter.ts';
import type { Caller, Inode, Listener, Result } from './names.ts';
import type { Scenario } from './scenarios.ts';
import {
  connectState,
  endLookup,
  forgetHistory,
  initState,
  type Seen,
  type State,
  startProgram,
} from './state.ts';
import type { Behaviour, ErrorId } from './variants.ts';

/** What the steps of one model share: who acts where, and how a call ends. */
export interface Kernel {
  readonly scenario: Scenario;
  readonly behaviour: Behaviour;
  /** Whether the call refuses: `applies`, and the refusal is not one that this behaviour lacks. */
  refuses(id: ErrorId, applies: boolean): boolean;
  end(s: State, p: Caller, result: Result): void;
}

/** The directory and path that the caller means by its arguments. */
export function wanted({ scenario, behaviour }: Kernel, s: State, p: Caller) {
  const arg = s.arg[p];
  const call = s.call[p];
  const byName = behaviour.decides !== 'by descriptor' && call !== 'fconnectat';
  if (byName && arg.flags.has('EMPTY')) return scenario.opened[p]!;
  return { dir: arg.dirfd, path: arg.path };
}

function die(s: State, p: Caller): void {
  endLookup(s, p);
  forgetHistory(s, p);
  s.call[p] = 'none';
  s.pc[p] = 'dead';
  s.sig[p] = 'none';
  s.fd[p] = 'none';
  s.ret[p] = 'none';
}

function endCall({ scenario, behaviour }: Kernel, s: State, p: Caller, result: Result): void {
  if (s.sig[p] === 'kill') return die(s, p);
  const next = behaviour.program[behaviour.program.indexOf(s.call[p] as 'connect') + 1];
  s.sig[p] = 'none';
  endLookup(s, p);
  if (result === 'OK' && next !== undefined) {
    s.call[p] = next;
    s.pc[p] = 'enter';
  } else if (scenario.loopers.includes(p)) {
    startProgram(s, p, behaviour);
  } else {
    s.call[p] = 'none';
    s.pc[p] = 'done';
    s.fd[p] = 'none';
    s.ret[p] = result;
  }
}

function kernelOf(scenario: Scenario, behaviour: Behaviour): Kernel {
  const kernel: Kernel = {
    scenario,
    behaviour,
    refuses: (id, applies) => applies && !behaviour.lacks.includes(id),
    end: (s, p, result) => endCall(kernel, s, p, result),
  };
  return kernel;
}

function wake(s: State, p: Caller): void {
  s.pc[p] = 'woken';
}

/** R12: a wake-up that is not used goes to the next waiter, if there is a slot. */
function handOn(s: State, k: Listener): void {
  if (s.sock[k] !== 'listening' || isFull(s, k)) return;
  const next = takeWaiter(s, k);
  if (next !== undefined) wake(s, next);
}

function goRound({ behaviour }: Kernel, s: State, p: Caller): void {
  s.other[p] = 'none';
  if (behaviour.goesRoundTo === 'inode') {
    s.pc[p] = 'find';
  } else {
    s.ino[p] = 'none';
    s.pc[p] = 'init';
  }
}

function pathInit(kernel: Kernel, s: State, p: Caller): void {
  const { scenario, behaviour } = kernel;
  const call = s.call[p];
  const { addr, flags, dirfd } = s.arg[p];
  s.links[p] = 0;
  if (call === 'connect' && behaviour.decides === 'by descriptor') {
    if (!scenario.hasProc) return kernel.end(s, p, 'ENOENT');
    s.ino[p] = s.fd[p];
    s.pc[p] = 'find';
    return;
  }
  if (call === 'fconnectat' && behaviour.emptyPath && flags.has('EMPTY') && addr === 'unnamed') {
    if (kernel.refuses('E11', dirfd === 'bad')) return kernel.end(s, p, 'EBADF');
    return found(kernel, s, p, dirfd === 'bad' ? s.cwd : dirfd, dirfd);
  }
  const { dir, path } = wanted(kernel, s, p);
  const start = call === 'connect' || behaviour.startsAt === 'cwd' ? s.cwd : dir;
  if (call !== 'fstatat') {
    s.base[p] = start;
    s.via[p] = false;
  }
  if (kernel.refuses('E11', start === 'bad')) return kernel.end(s, p, 'EBADF');
  if (kernel.refuses('E12', start !== 'bad' && !isDir(scenario.fs, start)))
    return kernel.end(s, p, 'ENOTDIR');
  s.nd[p] = isDir(scenario.fs, start) ? start : s.cwd;
  s.rest[p] = [...path];
  s.pc[p] = 'walk';
}

/** The lookup of a connecting call is over: its inode is `ino`. */
function found({ behaviour }: Kernel, s: State, p: Caller, ino: Inode | 'none', base?: Inode | 'bad'): void {
  s.ino[p] = ino;
  s.nd[p] = 'none';
  s.rest[p] = [];
  s.pc[p] = 'find';
  if (behaviour.decides !== 'by fstatat') s.named[p] = ino;
  if (base !== undefined) {
    s.base[p] = base;
    s.via[p] = false;
  }
}

const WALK_ERRORS = {
  EACCES: 'E13',
  ENAMETOOLONG: 'E14',
  ENOENT: 'E15',
  ELOOP: 'E16',
  ENOTDIR: 'E17',
} as const;

function follows({ behaviour }: Kernel, s: State, p: Caller): boolean {
  if (s.call[p] === 'connect') return true;
  if (behaviour.followsFinal !== 'unless NOFOLLOW') return behaviour.followsFinal === 'always';
  return !s.arg[p].flags.has('NOFOLLOW');
}

function walk(kernel: Kernel, s: State, p: Caller): void {
  const { scenario } = kernel;
  const at = { dir: s.nd[p] as 'R', rest: [...s.rest[p]], links: s.links[p] };
  const walked = walkComponent(scenario.fs, s.entry, at, follows(kernel, s, p), (errno, applies) =>
    kernel.refuses(WALK_ERRORS[errno], applies),
  );
  if (walked.kind === 'error') return kernel.end(s, p, walked.errno);
  if (walked.kind === 'on') {
    s.nd[p] = walked.at.dir;
    s.rest[p] = [...walked.at.rest];
    s.links[p] = walked.at.links;
    if (walked.viaFinalLink) s.via[p] = true;
    return;
  }
  const { inode } = walked;
  switch (s.call[p]) {
    case 'fstatat':
      s.named[p] = inode;
      return kernel.end(s, p, (scenario.sockets as readonly string[]).includes(inode) ? 'OK' : 'refused');
    case 'openat':
      s.named[p] = inode;
      kernel.end(s, p, 'OK');
      s.fd[p] = s.pc[p] === 'dead' ? 'none' : inode;
      return;
    default:
      return found(kernel, s, p, inode);
  }
}

function find(kernel: Kernel, s: State, p: Caller): void {
  const { scenario, behaviour } = kernel;
  const { fs } = scenario;
  const ino = s.ino[p] as Inode;
  const isLink = s.call[p] === 'fconnectat' && fs.links[ino] !== undefined;
  if (kernel.refuses('E18', isLink)) return kernel.end(s, p, 'ELOOP');
  const spec = scenario.listeners.find((l) => l.inode === ino && isHashed(s, l.name));
  if (behaviour.socketFirst && spec === undefined) return kernel.end(s, p, 'ECONNREFUSED');
  if (kernel.refuses('E20', fs.denyWrite.includes(ino))) return kernel.end(s, p, 'EACCES');
  if (kernel.refuses('E21', spec === undefined)) return kernel.end(s, p, 'ECONNREFUSED');
  if (spec === undefined) return kernel.end(s, p, 'OK');
  if (kernel.refuses('E22', spec.type !== 'stream')) return kernel.end(s, p, 'EPROTOTYPE');
  s.other[p] = spec.name;
  s.pc[p] = 'lock';
}

/** A refusal that depends on the caller's own socket: EISCONN or EINVAL. */
function ownStateError(kernel: Kernel, s: State, p: Caller): Errno | undefined {
  const { sockfd } = s.arg[p];
  if (kernel.refuses('E26', sockfd === 'connected')) return 'EISCONN';
  return kernel.refuses('E27', sockfd === 'listening') ? 'EINVAL' : undefined;
}

function lock(kernel: Kernel, s: State, p: Caller): void {
  const { behaviour, scenario } = kernel;
  const k = s.other[p] as Listener;
  const inode = scenario.listeners.find((l) => l.name === k)!.inode;
  if (s.sock[k] === 'dead' && behaviour.noticesDeath) return goRound(kernel, s, p);
  if (kernel.refuses('E23', s.sock[k] === 'bound')) return kernel.end(s, p, 'ECONNREFUSED');
  if (isFull(s, k) && behaviour.keepsBacklog) {
    if (kernel.refuses('E24', s.arg[p].sockfd === 'nonblock')) return kernel.end(s, p, 'EAGAIN');
    s.waiters[k].push(p);
    s.pc[p] = 'asleep';
    if (s.slept[p] === 'none') s.slept[p] = inode;
    return;
  }
  const error = ownStateError(kernel, s, p);
  if (error !== undefined) {
    if (behaviour.handsOn.includes('failed')) handOn(s, k);
    return kernel.end(s, p, error);
  }
  s.queue[k].push(p);
  s.peer[p] = inode;
  kernel.end(s, p, 'OK');
}

function refuseSleep(s: State, p: Caller): void {
  leaveWaiters(s, s.other[p] as Listener, p);
  wake(s, p);
}

function runAgain(kernel: Kernel, s: State, p: Caller): void {
  const { behaviour } = kernel;
  const signal = s.sig[p];
  if (!kernel.refuses('E25', signal !== 'none')) return goRound(kernel, s, p);
  if (behaviour.handsOn.includes('interrupted')) handOn(s, s.other[p] as Listener);
  if (signal === 'kill') return die(s, p);
  if (signal !== 'restart' || !behaviour.restartable) return kernel.end(s, p, 'EINTR');
  s.sig[p] = 'none';
  endLookup(s, p);
  s.pc[p] = 'enter';
}

function signalled(s: State, p: Caller, signal: Signal): void {
  if (s.pc[p] === 'done' || s.pc[p] === 'dead') return;
  if (s.pc[p] === 'enter') {
    if (signal === 'kill') die(s, p);
    return;
  }
  s.sig[p] = addPending(s.sig[p], signal);
  if (s.pc[p] === 'asleep') refuseSleep(s, p);
}

/** Nothing is left to do: the rivals are through, and each caller is done, dead, or rightly asleep. */
function isTerminal(s: Seen, { callers, rivals }: Scenario): boolean {
  return rivals.every((rival) => isIdle(s, rival)) && callers.every((p) => isSettled(s, p));
}

function isSettled(s: Seen, p: Caller): boolean {
  if (s.pc[p] !== 'asleep') return s.pc[p] === 'done' || s.pc[p] === 'dead';
  const k = s.other[p] as Listener;
  return s.sig[p] === 'none' && s.sock[k] === 'listening' && isFull(s, k);
}

/** The model of one behaviour in one scenario. */
export function fconnectat(scenario: Scenario, behaviour: Behaviour) {
  const kernel = kernelOf(scenario, behaviour);
  const { callers } = scenario;
  /** A step of a caller, enabled at one pc. */
  const step = (pc: State['pc']['c1'], run: (s: State, p: Caller) => void) => ({
    params: [callers] as const,
    run(s: State, p: Caller) {
      if (s.pc[p] !== pc) return BLOCKED;
      run(s, p);
      return undefined;
    },
  });
  return defineModel({
    name: `fconnectat/${scenario.name}`,
    state: connectState(scenario),
    init: (s, choose) => initState(s, scenario, behaviour, choose),
    actions: {
      SysEnter: step('enter', (s, p) => enterCall(kernel, s, p)),
      PathInit: step('init', (s, p) => pathInit(kernel, s, p)),
      WalkComponent: step('walk', (s, p) => walk(kernel, s, p)),
      Find: step('find', (s, p) => find(kernel, s, p)),
      Lock: step('lock', (s, p) => lock(kernel, s, p)),
      RefusedSleep: {
        params: [callers],
        run(s, p) {
          if (s.pc[p] !== 'asleep' || s.sig[p] === 'none') return BLOCKED;
          refuseSleep(s, p);
          return undefined;
        },
      },
      Woken: {
        params: [callers],
        run(s, p) {
          if (s.pc[p] !== 'woken' || !behaviour.returnsFromWait) return BLOCKED;
          runAgain(kernel, s, p);
          return undefined;
        },
      },
      ...rivalActions(scenario.rivals, { woken: wake, signalled }),
    },
    terminal: (s) => isTerminal(s, scenario),
  });
}
