// SPDX-License-Identifier: MIT
// Find, Lock, RefusedSleep and Woken: from an inode to a connection. `E24` beside a refusal is its row in the table.
import type { Errno } from '../kernel/errno.ts';
import { addPending, type Signal } from '../kernel/signal.ts';
import { isHashed, leaveWaiters, takeWaiter } from '../kernel/unix-socket.ts';
import type { Kernel } from './call.ts';
import type { Caller, Inode, Listener } from './names.ts';
import { die, endLookup } from './reset.ts';
import type { State } from './state.ts';

/** A waiter is off the queue and will run. */
export function wake(s: State, p: Caller): void {
  s.pc[p] = 'woken';
}

/** R12: a wake-up that is not used goes to the next waiter, if there is a slot. */
function handOn(kernel: Kernel, s: State, k: Listener): void {
  if (s.sock[k] === 'dead' || kernel.isFull(s, k)) return;
  const next = takeWaiter(s, k);
  if (next !== undefined) wake(s, next);
}

/** A call that has waited and fails may hold a wake-up, and hands it on. */
function fail(kernel: Kernel, s: State, p: Caller, error: Errno): void {
  const how = s.pc[p] === 'woken' ? 'interrupted' : 'failed';
  const waited = kernel.scenario.listeners.find((l) => l.inode === s.slept[p]);
  if (waited !== undefined && kernel.behaviour.handsOn.includes(how)) handOn(kernel, s, waited.name);
  kernel.end(s, p, error);
}

function goRound({ behaviour }: Kernel, s: State, p: Caller): void {
  const { goesRoundTo } = behaviour;
  s.other[p] = 'none';
  if (goesRoundTo === 'path' || (goesRoundTo === 'path until it sleeps' && s.slept[p] === 'none')) {
    s.ino[p] = 'none';
    s.pc[p] = 'init';
  } else {
    s.pc[p] = 'find';
  }
}

/** Find: from inode to socket. */
export function find(kernel: Kernel, s: State, p: Caller): void {
  const { scenario, behaviour } = kernel;
  const { fs } = scenario;
  const ino = s.ino[p] as Inode;
  const isLink = s.call[p] === 'fconnectat' && fs.links[ino] !== undefined;
  if (kernel.refuses('E18', isLink)) return fail(kernel, s, p, 'ELOOP');
  const spec = scenario.listeners.find((l) => l.inode === ino && isHashed(s, l.name));
  if (behaviour.socketFirst && spec === undefined) return fail(kernel, s, p, 'ECONNREFUSED');
  if (kernel.refuses('E20', fs.denyWrite.includes(ino))) return fail(kernel, s, p, 'EACCES');
  if (kernel.refuses('E21', spec === undefined)) return fail(kernel, s, p, 'ECONNREFUSED');
  if (spec === undefined) return kernel.end(s, p, 'OK');
  if (kernel.refuses('E22', spec.type !== 'stream')) return fail(kernel, s, p, 'EPROTOTYPE');
  s.other[p] = spec.name;
  s.pc[p] = 'lock';
}

/** A refusal that depends on the caller's own socket: EISCONN or EINVAL. */
function ownStateError(kernel: Kernel, s: State, p: Caller): Errno | undefined {
  const { sockfd } = s.arg[p];
  if (kernel.refuses('E26', sockfd === 'connected')) return 'EISCONN';
  return kernel.refuses('E27', sockfd === 'listening') ? 'EINVAL' : undefined;
}

/** Lock: the section under the listener's lock. */
export function lock(kernel: Kernel, s: State, p: Caller): void {
  const { behaviour, scenario } = kernel;
  const k = s.other[p] as Listener;
  const inode = scenario.listeners.find((l) => l.name === k)!.inode;
  if (s.sock[k] === 'dead' && behaviour.noticesDeath) return goRound(kernel, s, p);
  if (kernel.refuses('E23', s.sock[k] === 'bound')) return fail(kernel, s, p, 'ECONNREFUSED');
  if (kernel.isFull(s, k) && behaviour.keepsBacklog) {
    if (kernel.refuses('E24', s.arg[p].sockfd === 'nonblock')) return fail(kernel, s, p, 'EAGAIN');
    s.waiters[k].push(p);
    s.pc[p] = 'asleep';
    if (s.slept[p] === 'none') s.slept[p] = inode;
    return;
  }
  const error = ownStateError(kernel, s, p);
  if (error !== undefined) return fail(kernel, s, p, error);
  s.queue[k].push(p);
  s.peer[p] = inode;
  kernel.end(s, p, 'OK');
}

/** RefusedSleep: a signal takes the caller off the queue. */
export function refuseSleep(s: State, p: Caller): void {
  leaveWaiters(s, s.other[p] as Listener, p);
  wake(s, p);
}

/** Woken: the caller runs again. */
export function runAgain(kernel: Kernel, s: State, p: Caller): void {
  const { behaviour } = kernel;
  const signal = s.sig[p];
  if (!kernel.refuses('E25', signal !== 'none')) return goRound(kernel, s, p);
  if (signal !== 'restart' || !behaviour.restartable) return fail(kernel, s, p, 'EINTR');
  s.sig[p] = 'none';
  endLookup(s, p);
  s.pc[p] = 'enter';
}

/** What a signal does to the caller that it is sent to. */
export function signalled(s: State, p: Caller, signal: Signal): void {
  if (s.pc[p] === 'done' || s.pc[p] === 'dead') return;
  if (s.pc[p] === 'enter') {
    if (signal === 'kill') die(s, p);
    return;
  }
  s.sig[p] = addPending(s.sig[p], signal);
  if (s.pc[p] === 'asleep') refuseSleep(s, p);
}
