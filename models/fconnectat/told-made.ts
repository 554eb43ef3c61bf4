// SPDX-License-Identifier: MIT
// States made for what a step comes to: the first one of a scenario, with something else of c1, and of the listener A.
import type { SockState } from '../kernel/unix-socket.ts';
import type { Model } from '../kit/index.ts';
import type { Caller } from './names.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

type Task = Seen['task']['c1'];

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

/** The state after a step that somebody takes. */
export function after(model: Model<Seen>, before: Seen, action: string, actor: string): Seen {
  return model.successors(before).find((step) => step.action === action && step.params[0] === actor)!.state;
}
