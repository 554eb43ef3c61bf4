// SPDX-License-Identifier: MIT
// Seeded faults of who leaves a wait: what a freezer does to it, and what `today-fixed` hands on beside what `proposed` does.

import { isHashed } from '../kernel/objects/unix-socket/listener.ts';
import { instead } from '../kernel/seeded-fault.ts';
import { type Kernel, leave } from './call.ts';
import { type SeededFault, seed } from './faults.ts';
import { type CallerStep, type Fault, STEPS } from './model.ts';
import type { Caller, Listener } from './names.ts';
import { endLookup } from './reset.ts';
import type { State } from './state.ts';
import { VARIANTS } from './variants.ts';

const { Woken, Find, WalkComponent, Lock } = STEPS;

const FIXED = VARIANTS['today-fixed'];

const isToFreeze = (s: State, p: Caller): boolean => s.task[p].sig === 'freeze';

/** The step, after which nobody but its caller is awake that was not before. */
const withoutHandingOn =
  (step: CallerStep): CallerStep =>
  (kernel, s, p) =>
    step({ ...kernel, handOn: () => undefined }, s, p);

/** The listener that a lookup has come to, as Find sees it. */
const leadsElsewhere = (s: State, p: Caller, { scenario }: Kernel): boolean => {
  const { ino, owes } = s.task[p];
  const found = scenario.listeners.find((l) => l.inode === ino && isHashed(s, l.name));
  return owes !== 'none' && found !== undefined && found.name !== owes;
};

/** What becomes of a wake-up is that of the first listener on which the call slept. */
const byFirst: Fault = {
  kernel: ({ scenario, handOn }) => ({
    handOn: (s, _, p) => {
      const first = scenario.listeners.find(({ inode }) => inode === s.task[p].slept)!;
      handOn(s, first.name, p);
    },
  }),
};

/** What `proposed` never does with a signal: hand on, and start again. */
const startAgain: CallerStep = (kernel, s, p) => {
  leave(kernel, s, p);
  endLookup(s.task[p]);
  Object.assign(s.task[p], { sig: 'none', pc: 'enter' });
};

/** The freezer. */
const FREEZER_FAULTS: readonly SeededFault[] = [
  seed(
    'freezer-interrupts',
    'a call that is to be frozen ends with EINTR',
    ['R11'],
    ['S', 'safety', 'thawed'],
    {
      steps: {
        Woken: (kernel, s, p) => {
          if (isToFreeze(s, p)) s.task[p].sig = 'interrupt';
          Woken(kernel, s, p);
        },
      },
    },
  ),
  seed(
    'frozen-resolves-again',
    'a call that has been thawed looks its path up again',
    ['R11'],
    ['C2', 'safety', 'thawed'],
    {
      steps: {
        Woken: instead(
          isToFreeze,
          (kernel, s, p) => {
            Woken(kernel, s, p);
            s.task[p].ino = 'none';
          },
          instead(
            (s, p) => s.task[p].sig === 'none' && s.task[p].ino === 'none',
            (_, s, p) => void Object.assign(s.task[p], { other: 'none', pc: 'init' }),
            Woken,
          ),
        ),
      },
    },
  ),
  seed(
    'frozen-keeps-wake-up',
    'a call that is to be frozen keeps its wake-up until it is thawed',
    ['R12'],
    ['C8', 'safety', 'thawed'],
    { steps: { Woken: instead(isToFreeze, withoutHandingOn(Woken), Woken) } },
  ),
  seed(
    'freezes-in-the-queue',
    'a call freezes on the wait queue, where an accept chooses it',
    ['R12'],
    ['C13', 'safety', 'thawed'],
    {
      steps: {
        Woken: (kernel, s, p) => {
          const queue = s.waiters[s.task[p].other as Listener];
          const at = queue.indexOf(p);
          if (at >= 0) queue.splice(at, 1);
          if (!isToFreeze(s, p)) return Woken(kernel, s, p);
          queue.unshift(p);
          s.task[p].pc = 'frozen';
        },
      },
    },
  ),
  seed(
    'frozen-forgets',
    'a call that has handed on before it froze has nothing to hand on after',
    ['R12'],
    ['S', 'safety', 'thawed'],
    {
      steps: {
        Woken: instead(
          isToFreeze,
          (kernel, s, p) => {
            Woken(kernel, s, p);
            s.task[p].owes = 'none';
          },
          Woken,
        ),
      },
    },
  ),
  seed('ignores-freezer', 'a call that is to be frozen waits on', ['R11'], ['S', 'safety', 'thawed'], {
    steps: {
      Woken: instead(
        isToFreeze,
        (_, s, p) => {
          s.waiters[s.task[p].other as Listener].push(p);
          s.task[p].pc = 'asleep';
        },
        Woken,
      ),
    },
  }),
  seed(
    'thaw-takes-the-signal',
    'a signal that came while the call was frozen is gone after the thaw',
    ['R11'],
    ['S', 'safety', 'thawed'],
    {
      steps: {
        Woken: (kernel, s, p) => {
          const was = s.task[p].ino;
          if (isToFreeze(s, p)) s.task[p].links = 1;
          else if (s.task[p].links === 1 && was !== 'none') s.task[p].sig = 'none';
          Woken(kernel, s, p);
        },
      },
    },
  ),
  seed(
    'thawed-restarts',
    'SA_RESTART starts a call again that has been frozen',
    ['R11'],
    ['S', 'safety', 'refrozen'],
    {
      steps: {
        Woken: (kernel, s, p) => {
          const me = s.task[p];
          if (isToFreeze(s, p)) me.links = 1;
          if (me.sig === 'restart' && me.links === 1) startAgain(kernel, s, p);
          else Woken(kernel, s, p);
        },
      },
    },
  ),
  seed(
    'thawed-asks-nobody',
    'a call that has been thawed goes on with its listener, and asks neither for rights nor whether it can be found',
    ['R7', 'R10'],
    ['S', 'safety', 'refrozen'],
    {
      steps: {
        Woken: (kernel, s, p) => {
          const me = s.task[p];
          if (isToFreeze(s, p)) me.links = 1;
          if (me.sig === 'none' && me.links === 1) Object.assign(me, { links: 0, pc: 'lock' });
          else Woken(kernel, s, p);
        },
      },
    },
  ),
];

/** Of connect(2) as the fixes at the head of the series have it: C8 is kept there too. */
const FIXED_FAULTS: readonly SeededFault[] = [
  seed(
    'fixed-led-elsewhere-keeps',
    'in today-fixed, a call that goes on to another listener keeps its wake-up',
    ['R12'],
    ['C8', 'safety', 'thawed'],
    { steps: { Find: instead(leadsElsewhere, withoutHandingOn(Find), Find) } },
    FIXED,
  ),
  seed(
    'fixed-led-nowhere-keeps',
    'in today-fixed, a call whose path leads nowhere after a wait keeps its wake-up',
    ['R12'],
    ['C8', 'safety', 'swap'],
    { steps: { WalkComponent: withoutHandingOn(WalkComponent) } },
    FIXED,
  ),
  seed(
    'fixed-restart-keeps',
    'in today-fixed, a call that is restarted keeps its wake-up',
    ['R12'],
    ['C8', 'safety', 'backlog'],
    { steps: { Woken: instead((s, p) => s.task[p].sig === 'restart', withoutHandingOn(Woken), Woken) } },
    FIXED,
  ),
  seed(
    'fixed-remembers-first',
    'in today-fixed, a call hands on by the first listener on which it slept, and not by the last',
    ['R12'],
    ['C8', 'safety', 'thawed'],
    byFirst,
    FIXED,
  ),
  seed(
    'fixed-remembers-too-long',
    'in today-fixed, a call that has gone on to another listener still hands on by the one before',
    ['R12'],
    ['C8', 'safety', 'thawed'],
    {
      steps: {
        Find: (kernel, s, p) => {
          const { owes } = s.task[p];
          Find(kernel, s, p);
          if (s.task[p].pc === 'lock') s.task[p].owes = owes;
        },
        Lock: (kernel, s, p) => {
          const { owes } = s.task[p];
          Lock(kernel, s, p);
          if (s.task[p].pc === 'asleep' && owes !== 'none') s.task[p].owes = owes;
        },
      },
    },
    FIXED,
  ),
  seed(
    'fixed-hands-on-to-all',
    'in today-fixed, a call that leaves its listener wakes all who wait there',
    ['R12'],
    ['C14', 'safety', 'elsewhere'],
    {
      kernel: ({ handOn }) => ({
        handOn: (s, k, p) => {
          for (let n = s.waiters[k].length; n > 0; n--) handOn(s, k, p);
        },
      }),
    },
    FIXED,
  ),
];

/** A descriptor has no path, but what is restarted is a call. */
const RESTART_FAULTS: readonly SeededFault[] = [
  seed(
    'restart-by-descriptor',
    'SA_RESTART starts the call again where there is no path to look up',
    ['R11'],
    ['S', 'safety', 'handed'],
    {
      steps: {
        Woken: instead(
          (s, p) => s.task[p].sig === 'restart' && s.task[p].arg.addr === 'unnamed',
          startAgain,
          Woken,
        ),
      },
    },
  ),
];

/** All of them. */
export const LEAVE_FAULTS: readonly SeededFault[] = [...FREEZER_FAULTS, ...RESTART_FAULTS, ...FIXED_FAULTS];
