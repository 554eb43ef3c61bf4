// SPDX-License-Identifier: MIT
// What all steps share: who acts where, what a call is given, and how it ends.
import type { Errno } from '../kernel/errno.ts';
import { isFull, takeWaiter } from '../kernel/unix-socket.ts';
import type { Caller, Listener, Result } from './names.ts';
import { die, endLookup, startProgram } from './reset.ts';
import type { Scenario } from './scenarios.ts';
import type { State, Task } from './state.ts';
import type { Behaviour, ErrorId } from './variants.ts';

/** What the steps of one model share. A seeded fault replaces one of these. */
export interface Kernel {
  readonly scenario: Scenario;
  readonly behaviour: Behaviour;
  /** Whether the call refuses with this row of the table of errors: when it applies. */
  refuses(id: ErrorId, applies: boolean): boolean;
  /** Whether the backlog of `k` is full. */
  isFull(s: State, k: Listener): boolean;
  /** What a call of `p` that fails after it slept on `k` does about a wake-up that it may hold. */
  handOn(s: State, k: Listener, p: Caller): void;
  end(s: State, p: Caller, result: Result): void;
}

/** The directory and path that the caller means by its arguments. */
export function wanted({ scenario, behaviour }: Kernel, s: State, p: Caller) {
  const { arg, call } = s.task[p];
  const byName = behaviour.decides !== 'by descriptor' && call !== 'fconnectat';
  if (byName && arg.flags.has('EMPTY')) return scenario.opened[p]!;
  return { dir: arg.dirfd, path: arg.path };
}

/** A waiter is off the queue and will run. */
export function wake(s: State, p: Caller): void {
  s.task[p].pc = 'woken';
}

/** R12: a wake-up that is not used goes to the next waiter, if there is a slot. */
export function handOn(kernel: Kernel, s: State, k: Listener): void {
  if (s.sock[k] === 'dead' || kernel.isFull(s, k)) return;
  const next = takeWaiter(s, k);
  if (next !== undefined) wake(s, next);
}

/** A call that has waited and fails may hold a wake-up, and hands it on. */
export function fail(kernel: Kernel, s: State, p: Caller, error: Errno): void {
  const waited = kernel.scenario.listeners.find((l) => l.inode === s.task[p].slept);
  if (waited !== undefined && kernel.behaviour.handsOn) kernel.handOn(s, waited.name, p);
  kernel.end(s, p, error);
}

function endCall({ scenario, behaviour }: Kernel, me: Task, p: Caller, result: Result): void {
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
