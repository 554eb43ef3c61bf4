// SPDX-License-Identifier: MIT
// Seeded faults of what a call does to the world: to the queues, to the others, and to itself at its end.

import { andThen, instead, othersThan } from '../kernel/seeded-fault.ts';
import { ending, failing, listenerOf, type SeededFault, seed } from './faults.ts';
import { STEPS } from './model.ts';
import type { Listener } from './names.ts';
import { die } from './reset.ts';
import type { State } from './state.ts';

const { SysEnter, Lock } = STEPS;

const isFullFor = (s: State, k: Listener) => s.queue[k].length > 0;

/** What becomes of the queues, of the peer, and of the others. */
export const EFFECT_FAULTS: readonly SeededFault[] = [
  seed('always-refused', 'every call is ECONNREFUSED', ['R8'], ['C1', 'progress', 'swap'], {
    steps: { SysEnter: ending('ECONNREFUSED') },
  }),
  seed('ignore-backlog', 'a full queue takes one more', ['R9'], ['C10', 'safety', 'backlog'], {
    kernel: () => ({ isFull: () => false }),
  }),
  seed('queue-on-dead', 'SOCK_DEAD is not looked at', ['R10'], ['C10', 'safety', 'backlog'], {
    steps: {
      Lock: instead(
        (s, p) => s.sock[listenerOf(s, p)] === 'dead',
        (kernel, s, p) => {
          s.queue[listenerOf(s, p)].push(p);
          kernel.end(s, p, 'OK');
        },
        Lock,
      ),
    },
  }),
  seed(
    'death-resolves-again',
    'a listener found dead sends a call that has not slept back to the path',
    ['R2', 'R10'],
    ['C11', 'safety', 'backlog'],
    {
      steps: {
        Lock: instead(
          (s, p) => s.sock[listenerOf(s, p)] === 'dead' && s.task[p].slept === 'none',
          (_, s, p) => void Object.assign(s.task[p], { ino: 'none', other: 'none', pc: 'init' }),
          Lock,
        ),
      },
    },
  ),
  seed('death-is-success', 'a call whose listener dies returns 0', ['R10'], ['S', 'safety', 'backlog'], {
    steps: { Lock: instead((s, p) => s.sock[listenerOf(s, p)] === 'dead', ending('OK'), Lock) },
  }),
  seed('connects-twice', 'the caller is queued twice', ['R16'], ['C10', 'safety', 'swap'], {
    steps: {
      Lock: (kernel, s, p) => {
        const k = listenerOf(s, p);
        Lock(kernel, s, p);
        if (s.task[p].ret === 'OK') s.queue[k].push(p);
      },
    },
  }),
  seed('connects-to-nobody', 'a success queues nothing', ['R16'], ['S', 'safety', 'swap'], {
    steps: {
      Lock: (kernel, s, p) => {
        const k = listenerOf(s, p);
        Lock(kernel, s, p);
        if (s.task[p].ret === 'OK') s.queue[k].pop();
      },
    },
  }),
  seed('connects-as-nobody', 'another than the caller is queued', ['R16'], ['S', 'safety', 'swap'], {
    steps: {
      Lock: (kernel, s, p) => {
        const k = listenerOf(s, p);
        Lock(kernel, s, p);
        if (s.task[p].ret === 'OK') s.queue[k][s.queue[k].length - 1] = 'x';
      },
    },
  }),
  seed(
    'drops-a-connection',
    "somebody's connection is dropped to make room",
    ['R9', 'R16'],
    ['S', 'safety', 'backlog'],
    {
      steps: {
        Lock: (kernel, s, p) => {
          const k = listenerOf(s, p);
          if (s.sock[k] === 'listening' && isFullFor(s, k)) s.queue[k].shift();
          return Lock(kernel, s, p);
        },
      },
    },
  ),
  seed(
    'failure-drops-a-connection',
    'an interrupted call takes a connection off the queue',
    ['R16'],
    ['S', 'safety', 'signal'],
    {
      kernel: ({ handOn }) => ({
        handOn: (s, k, p) => {
          s.queue[k].shift();
          handOn(s, k, p);
        },
      }),
    },
  ),
  seed(
    'wrong-peer',
    'the peer is not the listener whose queue was joined',
    ['R8'],
    ['C1', 'safety', 'swap'],
    {
      steps: {
        Lock: andThen(Lock, (_, s, p) => {
          const me = s.task[p];
          if (me.ret === 'OK') me.peer = me.peer === 'iA' ? 'iB' : 'iA';
        }),
      },
    },
  ),
  seed('peer-of-a-failure', 'a call that fails leaves a peer behind', ['R16'], ['S', 'safety', 'isconn'], {
    steps: {
      Lock: andThen(Lock, (_, s, p) => {
        const me = s.task[p];
        if (me.ret === 'EISCONN') me.peer = 'iA';
      }),
    },
  }),
  seed(
    "takes-another's-signal",
    'a call that ends handles the signals of all',
    ['R11'],
    ['S', 'safety', 'signal'],
    {
      kernel: ({ end }) => ({
        end: (s, p, result) => {
          for (const q of othersThan(s, p)) s.task[q].sig = 'none';
          end(s, p, result);
        },
      }),
    },
  ),
  seed('keeps-its-signal', 'a signal stays pending after the call', ['R11'], ['S', 'safety', 'signal'], {
    kernel: ({ end }) => ({
      end: (s, p, result) => {
        const { sig } = s.task[p];
        end(s, p, result);
        if (s.task[p].pc === 'done') s.task[p].sig = sig;
      },
    }),
  }),
  seed('dies-of-any-signal', 'an interrupted call kills its caller', ['R11'], ['S', 'safety', 'signal'], {
    steps: {
      Woken: instead(
        (s, p) => s.task[p].sig === 'interrupt',
        (_, s, p) => die(s.task[p]),
        STEPS.Woken,
      ),
    },
  }),
  seed('survives-kill', 'SIGKILL ends the call with EINTR', ['R11'], ['S', 'safety', 'backlog'], {
    kernel: ({ end }) => ({
      end: (s, p, result) => {
        if (s.task[p].sig === 'kill') s.task[p].sig = 'interrupt';
        end(s, p, result);
      },
    }),
  }),
  seed(
    'death-takes-back',
    'a caller that dies takes its connection with it',
    ['R16'],
    ['S', 'safety', 'backlog'],
    {
      kernel: ({ end }) => ({
        end: (s, p, result) => {
          end(s, p, result);
          if (s.task[p].pc !== 'dead') return;
          for (const k of Object.keys(s.queue) as Listener[]) s.queue[k] = s.queue[k].filter((q) => q !== p);
        },
      }),
    },
  ),
  seed(
    'refuses-others',
    'a call that fails fails for all that are at the same step',
    ['R13'],
    ['S', 'safety', 'isconn'],
    {
      steps: {
        Lock: andThen(Lock, (kernel, s, p) => {
          if (s.task[p].ret !== 'EISCONN') return;
          for (const q of othersThan(s, p)) if (s.task[q].pc === 'lock') failing('EISCONN')(kernel, s, q);
        }),
      },
    },
  ),
  seed(
    'moves-the-caller',
    'the working directory is left where the path starts',
    ['R3'],
    ['S', 'safety', 'swap'],
    {
      steps: {
        PathInit: andThen(STEPS.PathInit, ({ scenario }, s, p) => {
          const start = scenario.fs.dirs.find((d) => d === s.task[p].nd);
          if (start !== undefined) s.cwd = start;
        }),
      },
    },
  ),
  seed(
    'begins-for-another',
    'a call that begins ends another that has not begun',
    ['R13'],
    ['S', 'safety', 'swap'],
    {
      steps: {
        SysEnter: andThen(SysEnter, (kernel, s, p) => {
          for (const q of othersThan(s, p)) if (s.task[q].pc === 'enter') kernel.end(s, q, 'EINVAL');
        }),
      },
    },
  ),
];
