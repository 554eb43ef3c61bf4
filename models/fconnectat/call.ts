// SPDX-License-Identifier: MIT
// What all steps share: who acts where, what a call is given, and how it ends.
import { isFull, takeWaiter } from '../kernel/objects/unix-socket/listener.ts';
import type { CallKernel, CallState, CallTask, Names } from './call-state.ts';
import type { Errno } from './errno.ts';
import type { Caller, ModelNames, Result } from './names.ts';
import { die, endLookup, startProgram } from './reset.ts';
import type { Scenario } from './scenarios.ts';
import type { Behaviour } from './variants.ts';

/** What the steps share in a scenario. */
export type Kernel = CallKernel<ModelNames, Scenario>;

/** The directory and path that the caller means by its arguments. */
export function wanted<V extends Names>(
  { scenario, behaviour }: CallKernel<V>,
  s: CallState<V>,
  p: V['caller'],
) {
  const { arg, call } = s.task[p];
  const byName = behaviour.decides !== 'by descriptor' && call !== 'fconnectat';
  if (byName && arg.flags.has('EMPTY')) return scenario.opened[p]!;
  return { dir: arg.dirfd, path: arg.path };
}

/** A waiter is off the queue and will run. */
export function wake<V extends Names>(s: CallState<V>, p: V['caller']): void {
  s.task[p].pc = 'woken';
}

/** R12: a wake-up that is not used goes to the next waiter, if there is a slot. */
export function handOn<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, k: V['listener']): void {
  if (s.sock[k] === 'dead' || kernel.isFull(s, k)) return;
  const next = takeWaiter(s, k);
  if (next !== undefined) wake(s, next);
}

/** A call that has waited may hold a wake-up: it leaves the listener on which it stood. */
export function leave<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const { owes } = s.task[p];
  if (owes !== 'none') kernel.handOn(s, owes, p);
}

/** A call that fails leaves what it has waited for. */
export function fail<V extends Names>(
  kernel: CallKernel<V>,
  s: CallState<V>,
  p: V['caller'],
  error: Errno,
): void {
  leave(kernel, s, p);
  kernel.end(s, p, error);
}

function endCall({ scenario, behaviour }: Kernel, me: CallTask<ModelNames>, p: Caller, result: Result): void {
  if (me.sig === 'kill') return die(me);
  const next = behaviour.program[behaviour.program.indexOf(me.call as 'connect') + 1];
  me.sig = 'none';
  endLookup(me);
  if (result === 'OK' && next !== undefined) {
    me.call = next;
    me.pc = 'enter';
  } else if (scenario.loopers.includes(p)) {
    startProgram(me, behaviour);
  } else {
    me.call = 'none';
    me.pc = 'done';
    me.fd = 'none';
    me.ret = result;
  }
}

/** The context of one behaviour in one scenario. */
export function kernelOf(scenario: Scenario, behaviour: Behaviour): Kernel {
  const kernel: Kernel = {
    scenario,
    behaviour,
    refuses: (_, applies) => applies,
    isFull: (s, k) => isFull(s, k, scenario.fullAt),
    handOn: (s, k) => handOn(kernel, s, k),
    end: (s, p, result) => endCall(kernel, s.task[p], p, result),
  };
  return kernel;
}
