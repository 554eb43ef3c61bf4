// SPDX-License-Identifier: MIT
// Find, Lock, RefusedSleep and Woken: from an inode to a connection. `E24` beside a refusal is its row in the table.
import { isHashed, leaveWaiters } from '../kernel/objects/unix-socket/listener.ts';
import { addPending, type Signal } from '../kernel/signal.ts';
import { fail, leave, wake } from './call.ts';
import type { CallKernel, CallState, Names } from './call-state.ts';
import type { Errno } from './errno.ts';
import { die, endLookup } from './reset.ts';

/** A wait is over, or a listener was found dead: what is looked for again, the path or a socket on the inode (R2, R10). */
function goRound<V extends Names>({ behaviour }: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  me.other = 'none';
  if (behaviour.goesRoundTo === 'path') {
    me.ino = 'none';
    me.pc = 'init';
  } else {
    me.pc = 'find';
  }
}

/** Find: from inode to socket. */
export function find<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  const { fs, listeners } = kernel.scenario;
  const { ino } = me;
  const isLink = me.call === 'fconnectat' && fs.links[ino as V['inode']] !== undefined;
  if (kernel.refuses('E18', isLink)) return fail(kernel, s, p, 'ELOOP');
  if (kernel.refuses('E20', ino !== 'none' && s.nowrite.has(ino))) return fail(kernel, s, p, 'EACCES');
  const spec = listeners.find((l) => l.inode === ino && isHashed(s, l.name));
  if (kernel.refuses('E21', spec === undefined)) return fail(kernel, s, p, 'ECONNREFUSED');
  const { name, type } = spec!;
  if (kernel.refuses('E22', type !== 'stream')) return fail(kernel, s, p, 'EPROTOTYPE');
  if (me.owes !== name) {
    leave(kernel, s, p);
    me.owes = 'none';
  }
  me.other = name;
  me.pc = 'lock';
}

/** A refusal that depends on the caller's own socket: EISCONN or EINVAL. */
function ownStateError<V extends Names>(
  kernel: CallKernel<V>,
  s: CallState<V>,
  p: V['caller'],
): Errno | undefined {
  const { sockfd } = s.task[p].arg;
  if (kernel.refuses('E26', sockfd === 'connected')) return 'EISCONN';
  return kernel.refuses('E27', sockfd === 'listening') ? 'EINVAL' : undefined;
}

/** Lock: the section under the listener's lock. */
export function lock<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  const k = me.other as V['listener'];
  const { inode } = kernel.scenario.listeners.find((l) => l.name === k)!;
  if (s.sock[k] === 'dead') return goRound(kernel, s, p);
  if (kernel.refuses('E23', s.sock[k] === 'bound')) return fail(kernel, s, p, 'ECONNREFUSED');
  if (kernel.isFull(s, k)) {
    if (kernel.refuses('E24', me.arg.sockfd === 'nonblock')) return fail(kernel, s, p, 'EAGAIN');
    s.waiters[k].push(p);
    me.pc = 'asleep';
    if (me.slept === 'none') me.slept = inode;
    if (kernel.behaviour.handsOn) me.owes = k;
    return;
  }
  const error = ownStateError(kernel, s, p);
  if (error !== undefined) return fail(kernel, s, p, error);
  s.queue[k].push(p);
  me.peer = inode;
  kernel.end(s, p, 'OK');
}

/** RefusedSleep: a signal takes the caller off the queue. */
export function refuseSleep<V extends Names>(s: CallState<V>, p: V['caller']): void {
  leaveWaiters(s, s.task[p].other as V['listener'], p);
  wake(s, p);
}

/** Woken: the caller runs again. */
export function runAgain<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  const { restartable } = kernel.behaviour;
  if (me.sig === 'freeze') {
    leave(kernel, s, p);
    if (restartable) endLookup(me);
    me.pc = 'frozen';
    return;
  }
  if (!kernel.refuses('E25', me.sig !== 'none')) return goRound(kernel, s, p);
  if (me.sig !== 'restart' || !restartable) return fail(kernel, s, p, 'EINTR');
  leave(kernel, s, p);
  me.sig = 'none';
  endLookup(me);
  me.pc = 'enter';
}

/** What a signal does to the caller that it is sent to. */
export function signalled<V extends Names>(s: CallState<V>, p: V['caller'], signal: Signal): void {
  const me = s.task[p];
  if (me.pc === 'done' || me.pc === 'dead') return;
  if (me.pc === 'enter') {
    if (signal === 'kill') die(me);
    return;
  }
  me.sig = addPending(me.sig, signal);
  if (me.pc === 'asleep') refuseSleep(s, p);
}

/** What a freezer does to the caller that it is to freeze: who is in no call is as good as slow. */
export function toBeFrozen<V extends Names>(s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  if (me.pc === 'enter' || me.pc === 'frozen' || me.pc === 'done' || me.pc === 'dead') return;
  if (me.sig === 'none') me.sig = 'freeze';
  if (me.pc === 'asleep') refuseSleep(s, p);
}

/** The thaw: a call that has frozen goes on where it is, or starts again (R11). */
export function thawed<V extends Names>({ behaviour }: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  if (me.pc === 'frozen') me.pc = me.sig === 'freeze' && behaviour.restartable ? 'enter' : 'woken';
  if (me.sig === 'freeze') me.sig = 'none';
}
