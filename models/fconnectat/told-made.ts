// SPDX-License-Identifier: MIT
// States made for what a step comes to: the first one of a scenario, with something else of c1, and of the listener A.

import { SOCK_STATES, type SockState } from '../kernel/objects/unix-socket/listener.ts';
import { PENDING } from '../kernel/signal.ts';
import { either, factor, factorOf } from '../kernel/told-words.ts';
import type { Factor, Model } from '../kit/index.ts';
import type { Caller } from './names.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

type Task = Seen['task']['c1'];

/** What outcomes depend on: the signal of the caller, the listener k, and who stands at it. */
export const SIG = factor('`sig`', PENDING);
/** What is pending when a signal is sent. */
export const SIG_BEFORE = factor('`sig`', ['none', 'another', 'kill', 'freeze']);
export const SOCK = factor('k', SOCK_STATES);
export const QUEUE = factorOf(['full', 'not full'], (one) => `its queue is ${one}`);
const emptiness = (what: string) => factorOf(['empty', 'not empty'], (one) => `\`${what}\` is ${one}`);
export const QUEUED = emptiness('queue[k]');
export const WAITERS = emptiness('waiters[k]');

/** What is bound to an inode: the state of that listener, or none. */
export const BOUND: Factor = {
  values: ['none', ...SOCK_STATES],
  says: (some) => {
    const states = some.filter((one) => one !== 'none');
    const one = `its listener is ${either(states)}`;
    if (states.length === some.length) return one;
    return states.length === 0 ? 'it has no listener' : `it has no listener, or ${one}`;
  },
};
export const TYPE = factorOf(['stream', 'dgram'], (one) =>
  one === 'stream' ? 'that is of type stream' : 'that is not of type stream',
);

/** Three callers, so that one can act while others wait. */
export const scenario = scenarioNamed('signal');

/** What is other than in the first state; who waits is asleep. */
export function stateOf(
  first: Seen,
  task: Partial<Task>,
  A: { sock: SockState; queue: readonly ('x' | Caller)[]; waiters: readonly Caller[] },
): Seen {
  const waiting = A.waiters.map((p) => [p, { ...first.task[p], pc: 'asleep', other: 'A' } as const] as const);
  return {
    ...first,
    sock: { ...first.sock, A: A.sock },
    queue: { ...first.queue, A: A.queue },
    waiters: { ...first.waiters, A: A.waiters },
    task: { ...first.task, ...Object.fromEntries(waiting), c1: { ...first.task.c1, ...task } },
  };
}

/** What is said of a step that is not enabled. */
export const NOT_TAKEN = 'it cannot be taken';

/** The state after a step that somebody takes, where it is enabled. */
export function afterIfAny(
  model: Model<Seen>,
  before: Seen,
  action: string,
  actor: string,
): Seen | undefined {
  return model.successors(before).find((step) => step.action === action && step.params[0] === actor)?.state;
}

/** The state after a step that is enabled. */
export function after(model: Model<Seen>, before: Seen, action: string, actor: string): Seen {
  return afterIfAny(model, before, action, actor)!;
}

/** Those who stood on a wait queue, stand on none, and are to run. */
const wokenIn = (before: Seen, is: Seen): readonly Caller[] =>
  before.waiters.A.filter((p) => !is.waiters.A.includes(p) && is.task[p].pc === 'woken');

/** What has become of those who waited. */
export function wakeText(before: Seen, is: Seen): readonly string[] {
  const { A } = before.waiters;
  const woken = wokenIn(before, is);
  if (woken.length === 0) return [];
  if (woken.length === A.length) return ['every waiter is woken'];
  return woken.join() === A[0] ? ['the first waiter is woken'] : [`${woken.join(' and ')} are woken`];
}
