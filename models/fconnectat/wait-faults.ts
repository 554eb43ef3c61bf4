// SPDX-License-Identifier: MIT
// Seeded faults of the wait: who sleeps, who is woken, and what a signal does.

import { takeWaiter } from '../kernel/objects/unix-socket/listener.ts';
import { andThen, instead } from '../kernel/seeded-fault.ts';
import { BLOCKED } from '../kit/index.ts';
import { wake } from './call.ts';
import { failing, listenerOf, type SeededFault, seed, without } from './faults.ts';
import { type CallerStep, STEPS } from './model.ts';
import type { Caller, Listener } from './names.ts';
import type { State } from './state.ts';

const { Lock, Woken } = STEPS;

const hasSlept = (s: State, p: Caller): boolean => s.task[p].slept !== 'none';

function wakeFirst(s: State, k: Listener): void {
  const next = takeWaiter(s, k);
  if (next !== undefined) wake(s, next);
}

const sleep: CallerStep = ({ scenario }, s, p) => {
  const me = s.task[p];
  const { name, inode } = scenario.listeners.find((l) => l.name === me.other)!;
  s.waiters[name].push(p);
  me.pc = 'asleep';
  if (me.slept === 'none') me.slept = inode;
};

/** Who sleeps, wakes and is woken. */
export const WAIT_FAULTS: readonly SeededFault[] = [
  seed(
    'restart-on-signal',
    'SA_RESTART starts the call again',
    ['R11'],
    ['C2', 'safety', 'backlog'],
    {},
    {
      restartable: true,
    },
  ),
  seed('never-returns', 'a waiter that was woken does not run again', ['R9'], ['C9', 'safety', 'isconn'], {
    steps: { Woken: () => BLOCKED },
  }),
  seed(
    'keeps-sleeping',
    'a waiter that was woken sleeps again, also beside a free slot',
    ['R9'],
    ['C8', 'safety', 'backlog'],
    {
      steps: {
        Lock: instead((s, p) => hasSlept(s, p) && s.sock[listenerOf(s, p)] !== 'dead', sleep, Lock),
      },
    },
  ),
  seed(
    'queues-behind-sleepers',
    'a newcomer that finds a slot goes to sleep behind those who wait',
    ['R14'],
    ['S', 'safety', 'forever'],
    {
      steps: {
        Lock: instead((s, p) => !hasSlept(s, p) && s.waiters[listenerOf(s, p)].length > 0, sleep, Lock),
      },
    },
  ),
  seed(
    'second-wait-is-EAGAIN',
    'a queue that is full again after a wait is EAGAIN',
    ['R9'],
    ['S', 'safety', 'again'],
    {
      steps: {
        Lock: instead(
          (s, p, kernel) => hasSlept(s, p) && kernel.isFull(s, listenerOf(s, p)),
          failing('EAGAIN'),
          Lock,
        ),
      },
    },
  ),
  seed('never-sleeps', 'a full queue is EAGAIN for all', ['R9'], ['C6', 'safety', 'backlog'], {
    steps: {
      Lock: instead((s, p, kernel) => kernel.isFull(s, listenerOf(s, p)), failing('EAGAIN'), Lock),
    },
  }),
  seed('jumps-the-queue', 'a waiter goes to the head of the wait queue', ['R9'], ['S', 'safety', 'signal'], {
    steps: {
      Lock: andThen(Lock, (_, s, p) => {
        const k = listenerOf(s, p);
        if (s.task[p].pc === 'asleep') s.waiters[k] = [p, ...s.waiters[k].filter((q) => q !== p)];
      }),
    },
  }),
  seed('stays-queued', 'an interrupted waiter stays on the wait queue', ['R11'], ['S', 'safety', 'signal'], {
    steps: { RefusedSleep: (_, s, p) => wake(s, p) },
  }),
  seed('ignores-kill', 'SIGKILL does not end a wait', ['R11'], ['S', 'safety', 'backlog'], {
    steps: { Woken: without('E25', Woken, ({ sig }) => sig === 'kill') },
  }),
  seed('ignores-signals', 'no signal ends a wait', ['R11'], ['S', 'safety', 'signal'], {
    steps: { Woken: without('E25', Woken) },
  }),
  seed('always-interrupted', 'a wait ends with EINTR', ['R11'], ['S', 'safety', 'backlog'], {
    steps: { Woken: failing('EINTR') },
  }),
  seed('swallow-on-signal', 'an interrupted waiter keeps its wake-up', ['R12'], ['C8', 'safety', 'signal'], {
    kernel: ({ handOn }) => ({
      handOn: (s, k, p) => {
        if (s.task[p].pc !== 'woken') handOn(s, k, p);
      },
    }),
  }),
  seed('swallow-on-failure', 'a waiter that fails keeps its wake-up', ['R12'], ['C8', 'safety', 'isconn'], {
    kernel: ({ handOn }) => ({
      handOn: (s, k, p) => {
        if (s.task[p].pc === 'woken') handOn(s, k, p);
      },
    }),
  }),
  seed('hands-on-to-all', 'handing on wakes everybody', ['R12'], ['S', 'safety', 'signal'], {
    kernel: ({ handOn }) => ({
      handOn: (s, k, p) => {
        for (let n = s.waiters[k].length; n > 0; n--) handOn(s, k, p);
      },
    }),
  }),
  seed('hands-on-elsewhere', "another listener's waiter is woken", ['R12'], ['C8', 'safety', 'pair'], {
    kernel: ({ handOn }) => ({ handOn: (s, k, p) => handOn(s, k === 'A' ? 'B' : 'A', p) }),
  }),
  seed('hands-on-nothing', 'a wake-up is handed on without a slot', ['R12'], ['S', 'safety', 'signal'], {
    kernel: () => ({ handOn: wakeFirst }),
  }),
  seed(
    'hands-on-unasked',
    'a call that has not waited wakes a waiter when it fails',
    ['R12'],
    ['S', 'safety', 'isconn'],
    {
      steps: {
        Lock: (kernel, s, p) => {
          const k = listenerOf(s, p);
          const room = s.sock[k] === 'listening' && !kernel.isFull(s, k) && !hasSlept(s, p);
          Lock(kernel, s, p);
          if (room && s.task[p].ret === 'EISCONN') wakeFirst(s, k);
        },
      },
    },
  ),
  seed('success-wakes', 'a call that connects wakes the next waiter', ['R12'], ['S', 'safety', 'signal'], {
    steps: {
      Lock: (kernel, s, p) => {
        const k = listenerOf(s, p);
        Lock(kernel, s, p);
        if (s.task[p].ret === 'OK') wakeFirst(s, k);
      },
    },
  }),
];
