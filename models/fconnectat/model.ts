// SPDX-License-Identifier: MIT
// The steps of the document, one action each.

import { isFull } from '../kernel/objects/unix-socket/listener.ts';
import { type Reached, socketOperations } from '../kernel/objects/unix-socket/rivals.ts';
import { areIdle, rivalActions } from '../kernel/rival.ts';
import { BLOCKED, defineModel } from '../kit/index.ts';
import { type Kernel, kernelOf, wake } from './call.ts';
import { find, lock, refuseSleep, runAgain, signalled, thawed, toBeFrozen } from './connect.ts';
import { enterCall } from './enter.ts';
import { initState } from './init.ts';
import { pathInit, walk } from './lookup.ts';
import type { Caller, Listener } from './names.ts';
import type { Scenario } from './scenarios.ts';
import { connectState, type Seen, type State, type Task } from './state.ts';
import type { Behaviour } from './variants.ts';

/** A step of a caller, at its pc. */
// biome-ignore lint/suspicious/noConfusingVoidType: a body without a return statement is the usual case.
export type CallerStep = (kernel: Kernel, s: State, p: Caller) => typeof BLOCKED | void;

/** The steps that a caller takes itself. */
export interface CallerSteps {
  readonly SysEnter: CallerStep;
  readonly PathInit: CallerStep;
  readonly WalkComponent: CallerStep;
  readonly Find: CallerStep;
  readonly Lock: CallerStep;
  readonly RefusedSleep: CallerStep;
  readonly Woken: CallerStep;
}

/** The steps as they are. */
export const STEPS: CallerSteps = {
  SysEnter: enterCall,
  PathInit: pathInit,
  WalkComponent: walk,
  Find: find,
  Lock: lock,
  RefusedSleep: (_, s, p) => refuseSleep(s, p),
  Woken: runAgain,
};

/** What the steps of rivals do to callers. */
const reachedBy = (kernel: Kernel): Reached<State, Caller> => ({
  ...{ woken: wake, signalled, frozen: toBeFrozen },
  thawed: (s, p) => thawed(kernel, s, p),
});

/** What a seeded fault replaces. */
export interface Fault {
  readonly kernel?: (right: Kernel) => Partial<Kernel>;
  readonly steps?: Partial<CallerSteps>;
}

/** What the rivals of a scenario can do. */
const rivalsOf = (scenario: Scenario, kernel: Kernel) => socketOperations(scenario.rivals, reachedBy(kernel));

/** Nothing is left to do: the rivals are through, and each caller is done, dead, rightly asleep, or frozen for good. */
export function isTerminal(s: Seen, scenario: Scenario, operations: ReturnType<typeof rivalsOf>): boolean {
  return areIdle(s, scenario.rivals, operations) && scenario.callers.every((p) => isSettled(s, scenario, p));
}

function isSettled(s: Seen, { fullAt }: Scenario, p: Caller): boolean {
  const { pc, sig, other } = s.task[p];
  if (pc === 'frozen') return sig !== 'none';
  if (pc !== 'asleep') return pc === 'done' || pc === 'dead';
  return sig === 'none' && s.sock[other as Listener] === 'listening' && isFull(s, other as Listener, fullAt);
}

/** The model of one behaviour in one scenario, with a fault or without. */
export function fconnectat(scenario: Scenario, behaviour: Behaviour, fault: Fault = {}) {
  const right = kernelOf(scenario, behaviour);
  // In place, so that what the kernel asks of itself meets the fault too.
  const kernel = Object.assign(right, fault.kernel?.({ ...right }));
  const steps = { ...STEPS, ...fault.steps };
  const operations = rivalsOf(scenario, kernel);
  const step = (action: keyof CallerSteps, isEnabled: (me: Task) => boolean) => ({
    params: [scenario.callers] as const,
    run: (s: State, p: Caller) => (isEnabled(s.task[p]) ? steps[action](kernel, s, p) : BLOCKED),
  });
  return defineModel({
    name: `fconnectat/${scenario.name}`,
    state: connectState(scenario),
    init: (s, choose) => initState(s, scenario, behaviour, choose),
    actions: {
      SysEnter: step('SysEnter', ({ pc }) => pc === 'enter'),
      PathInit: step('PathInit', ({ pc }) => pc === 'init'),
      WalkComponent: step('WalkComponent', ({ pc }) => pc === 'walk'),
      Find: step('Find', ({ pc }) => pc === 'find'),
      Lock: step('Lock', ({ pc }) => pc === 'lock'),
      RefusedSleep: step('RefusedSleep', ({ pc, sig }) => pc === 'asleep' && sig !== 'none'),
      Woken: step('Woken', ({ pc }) => pc === 'woken'),
      ...rivalActions(scenario.rivals, operations),
    },
    terminal: (s) => isTerminal(s, scenario, operations),
  });
}
