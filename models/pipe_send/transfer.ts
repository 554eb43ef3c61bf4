// SPDX-License-Identifier: MIT
// The lock, what is done under it, and the wait.
import { cleaned, put, take } from '../kernel/objects/pipe/ring.ts';
import { BLOCKED } from '../kit/index.ts';
import { findsBytes, hasDontWait, isReady, type Kernel, roomOf, slotsFor } from './call.ts';
import { type Caller, dataOf } from './names.ts';
import type { State } from './state.ts';

/** Lock. */
export function lock(kernel: Kernel, s: State, p: Caller): void {
  const me = s.task[p];
  if (s.lock === 'none') {
    s.lock = p;
    me.pc = 'copy';
  } else if (kernel.behaviour.triesLock && hasDontWait(me)) kernel.end(s, p, 'EAGAIN');
  else me.pc = 'blocked';
}

/** Acquire. */
export function acquire(_: Kernel, s: State, p: Caller): typeof BLOCKED | undefined {
  if (s.lock !== 'none') return BLOCKED;
  s.lock = p;
  s.task[p].pc = 'copy';
  return undefined;
}

/** Sleeps without the lock, until the pipe is ready. */
function sleep(kernel: Kernel, s: State, p: Caller): void {
  kernel.unlock(s, p);
  s.task[p].slept = 'yes';
  s.task[p].pc = 'asleep';
}

/** A sender's slot is there before its bytes are, unless they go behind others, or the page is filled first. */
function leaveSlot(kernel: Kernel, s: State, p: Caller): void {
  if (kernel.scenario.copiesFirst || kernel.merged(s, p) > 0) return;
  s.slots = slotsFor([...s.slots, { off: 0, data: [], kind: kernel.ring.packets ? 'packet' : 'merge' }]);
}

function copyFrom(kernel: Kernel, s: State, p: Caller): void {
  const me = s.task[p];
  const { arg } = me;
  if (!s.ends.has('read')) {
    if (!(me.call === 'send' && arg.flags.has('NOSIGNAL'))) me.sigpipe = 'sent';
    return kernel.end(s, p, me.count > 0 ? 'OK' : 'EPIPE');
  }
  const room = roomOf(kernel, s, p);
  const merged = kernel.merged(s, p);
  if (room > 0 && arg.buf === 'slow' && me.pc === 'copy') {
    me.pc = 'fault';
    return;
  }
  if (room > 0 && arg.buf === 'unmapped') {
    leaveSlot(kernel, s, p);
    return kernel.end(s, p, 'EFAULT');
  }
  const bytes = dataOf(p).slice(me.count, me.count + room);
  s.slots = slotsFor(put<readonly string[]>(kernel.ring, s.slots, bytes, merged));
  me.count += room;
  if (me.count === arg.n) return kernel.end(s, p, 'OK');
  if (kernel.mayNotWait(s, p)) return kernel.end(s, p, me.count > 0 ? 'OK' : 'EAGAIN');
  if (me.sig === 'none') sleep(kernel, s, p);
  else if (me.count > 0) kernel.end(s, p, 'OK');
  else kernel.interrupt(s, p);
}

function copyTo(kernel: Kernel, s: State, p: Caller): void {
  const me = s.task[p];
  const { arg } = me;
  if (findsBytes(s) && arg.buf === 'slow' && me.pc === 'copy') {
    me.pc = 'fault';
    return;
  }
  if (findsBytes(s) && arg.buf === 'unmapped') {
    s.slots = slotsFor(cleaned<readonly string[]>(s.slots));
    return kernel.end(s, p, 'EFAULT');
  }
  const { bytes, slots, isPacket } = take<readonly string[]>(s.slots, arg.n, []);
  s.slots = slotsFor(slots);
  me.got = [...bytes];
  me.count = bytes.length;
  // Also with no bytes: an empty packet.
  if (bytes.length > 0 || isPacket || !s.ends.has('write')) kernel.end(s, p, 'OK');
  else if (kernel.mayNotWait(s, p)) kernel.end(s, p, 'EAGAIN');
  else sleep(kernel, s, p);
}

/** Copy: what is done under the lock. */
export function copy(kernel: Kernel, s: State, p: Caller): void {
  return s.task[p].arg.op === 'send' ? copyFrom(kernel, s, p) : copyTo(kernel, s, p);
}

/** FaultGone: SIGKILL ends the fault, and the call. */
export function faultGone(kernel: Kernel, s: State, p: Caller): void {
  if (s.task[p].arg.op === 'send') leaveSlot(kernel, s, p);
  kernel.end(s, p, 'EFAULT');
}

/** Wake. A writer goes back to the lock in any case, a reader for what it waited for. */
export function wake(kernel: Kernel, s: State, p: Caller): typeof BLOCKED | undefined {
  const me = s.task[p];
  const ready = isReady(kernel.scenario, s, p);
  if (!ready && me.sig === 'none') return BLOCKED;
  if (ready || me.arg.op === 'send') me.pc = 'lock';
  else kernel.interrupt(s, p);
  return undefined;
}
