// SPDX-License-Identifier: MIT
// A finer model of `proposed`: what the document says is coarser than the kernel, in the kernel's own sections. The test for a
// full queue is two tests with prepare_to_wait between them, under one lock; failing and handing on are two sections. A call
// that has failed counts as ended, though its program has the result only when it has handed on: nothing between can change it.

import { leaveWaiters } from '../kernel/objects/unix-socket/listener.ts';
import { socketOperations } from '../kernel/objects/unix-socket/rivals.ts';
import { nextOf, rivalActions } from '../kernel/rival.ts';
import { BLOCKED, type DraftState, defineModel, enumOf, mapOf, type PlainState } from '../kit/index.ts';
import { type Kernel, kernelOf, wake } from './call.ts';
import { signalled, thawed, toBeFrozen } from './connect.ts';
import { initState } from './init.ts';
import { isTerminal, STEPS } from './model.ts';
import type { Caller, Listener } from './names.ts';
import type { Scenario } from './scenarios.ts';
import { connectState } from './state.ts';
import { VARIANTS } from './variants.ts';

/** What a fault of the finer model may be. */
export type FinerFault = 'no second test' | 'the second test takes the slot';

function finerState(scenario: Scenario) {
  const { callers, listeners } = scenario;
  return {
    ...connectState(scenario),
    /** Under the lock of the listener: its queue was full at the first test; prepared to wait, and not yet tested again. */
    holds: mapOf(callers, enumOf('none', 'tested', 'prepared')),
    /** The listener whose wake-up a call that has failed is still to hand on. */
    owed: mapOf(callers, enumOf('none', ...listeners.map(({ name }) => name))),
  };
}

type Finer = DraftState<ReturnType<typeof finerState>>;

/** The state of the finer model, as claims read it. */
export type FinerSeen = PlainState<ReturnType<typeof finerState>>;

/** Whether somebody holds the lock of `k`: it has tested the queue once and not yet twice. */
function isLocked(s: Finer, k: Listener): boolean {
  return Object.entries(s.holds).some(([p, at]) => at !== 'none' && s.task[p as Caller].other === k);
}

/** `unix_wait_for_peer` after `prepare_to_wait_exclusive`: `sched`, then `finish_wait` or the sleep. */
function testAgain(kernel: Kernel, s: Finer, p: Caller, fault?: FinerFault): void {
  const me = s.task[p];
  const k = me.other as Listener;
  s.holds[p] = 'none';
  const isChosen = !s.waiters[k].includes(p);
  if (!isChosen && (fault === 'no second test' || kernel.isFull(s, k))) {
    me.pc = 'asleep';
    return;
  }
  if (!isChosen) leaveWaiters(s, k, p);
  me.pc = 'woken';
  if (fault !== 'the second test takes the slot' || kernel.isFull(s, k)) return;
  s.queue[k].push(p);
  me.peer = me.slept;
  kernel.end(s, p, 'OK');
}

/** The sections under the lock of the listener, after the first test. */
function lockedSections({ callers }: Scenario, kernel: Kernel, fault: FinerFault | undefined) {
  return {
    PrepareToWait: {
      params: [callers] as const,
      run(s: Finer, p: Caller) {
        if (s.holds[p] !== 'tested') return BLOCKED;
        s.waiters[s.task[p].other as Listener].push(p);
        s.holds[p] = 'prepared';
        return undefined;
      },
    },
    SecondTest: {
      params: [callers] as const,
      run(s: Finer, p: Caller) {
        if (s.holds[p] !== 'prepared') return BLOCKED;
        testAgain(kernel, s, p, fault);
        return undefined;
      },
    },
  };
}

/** Whether somebody that has failed is still to hand on. */
export function owesAWakeUp(s: FinerSeen): boolean {
  return Object.values(s.owed).some((k) => k !== 'none');
}

/** The finer model in one scenario. */
export function finerModel(scenario: Scenario, fault?: FinerFault) {
  const right = kernelOf(scenario, VARIANTS.proposed);
  const kernel: Kernel = {
    ...right,
    handOn(s, k, p) {
      (s as Finer).owed[p] = k;
    },
  };
  // biome-ignore lint/suspicious/noConfusingVoidType: a body without a return statement is the usual case.
  const step = (pc: string, run: (s: Finer, p: Caller) => typeof BLOCKED | void) => ({
    params: [scenario.callers] as const,
    run: (s: Finer, p: Caller) => (s.task[p].pc === pc && s.holds[p] === 'none' ? run(s, p) : BLOCKED),
  });
  // Who is chosen before it has tested again is off the queue, and finds so itself.
  const operations = socketOperations(scenario.rivals, {
    woken: (s, p) => {
      if ((s as Finer).holds[p] === 'none') wake(s as Finer, p);
    },
    signalled: (s, p, signal) => signalled(s as Finer, p, signal),
    frozen: (s, p) => toBeFrozen(s as Finer, p),
    thawed: (s, p) => thawed(kernel, s as Finer, p),
  });
  const rivals = rivalActions(scenario.rivals, operations);
  return defineModel({
    name: `finer/${scenario.name}`,
    state: finerState(scenario),
    init: (s, choose) => initState(s, scenario, VARIANTS.proposed, choose),
    actions: {
      SysEnter: step('enter', (s, p) => STEPS.SysEnter(kernel, s, p)),
      PathInit: step('init', (s, p) => STEPS.PathInit(kernel, s, p)),
      WalkComponent: step('walk', (s, p) => STEPS.WalkComponent(kernel, s, p)),
      Find: step('find', (s, p) => STEPS.Find(kernel, s, p)),
      Lock: step('lock', (s, p) => {
        if (isLocked(s, s.task[p].other as Listener)) return BLOCKED;
        STEPS.Lock(kernel, s, p);
        if (s.task[p].pc !== 'asleep') return undefined;
        leaveWaiters(s, s.task[p].other as Listener, p);
        s.task[p].pc = 'lock';
        s.holds[p] = 'tested';
        return undefined;
      }),
      ...lockedSections(scenario, kernel, fault),
      RefusedSleep: step('asleep', (s, p) =>
        s.task[p].sig === 'none' ? BLOCKED : STEPS.RefusedSleep(kernel, s, p),
      ),
      Woken: step('woken', (s, p) => STEPS.Woken(kernel, s, p)),
      HandOn: {
        params: [scenario.callers],
        run(s, p) {
          const k = s.owed[p];
          if (k === 'none' || isLocked(s, k)) return BLOCKED;
          s.owed[p] = 'none';
          right.handOn(s, k, p);
          return undefined;
        },
      },
      ...rivals,
      ReleaseDead: {
        ...rivals.ReleaseDead,
        run(s: Finer, name: string) {
          const next = nextOf(s, scenario.rivals.find((rival) => rival.name === name)!);
          if (next?.step === 'ReleaseDead' && isLocked(s, next.on)) return BLOCKED;
          return rivals.ReleaseDead.run(s, name);
        },
      },
    },
    terminal: (s) => isTerminal(s, scenario, operations) && !owesAWakeUp(s),
  });
}
