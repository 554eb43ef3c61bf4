// SPDX-License-Identifier: MIT
// The steps of the document, one action each.
import { areIdle, rivalActions } from '../kernel/rival.ts';
import { BLOCKED, defineModel } from '../kit/index.ts';
import { hasDontWait, type Kernel, kernelOf } from './call.ts';
import { enterCall } from './enter.ts';
import { initState } from './init.ts';
import { CALLERS, type Caller } from './names.ts';
import { type RivalSteps, rivalSteps } from './rivals.ts';
import type { Scenario } from './scenarios.ts';
import { pipeState, type Seen, type State, type Task } from './state.ts';
import { acquire, copy, faultGone, lock, wake } from './transfer.ts';
import type { Behaviour } from './variants.ts';

/** A step of a caller, at its pc. */
// biome-ignore lint/suspicious/noConfusingVoidType: a body without a return statement is the usual case.
export type CallerStep = (kernel: Kernel, s: State, p: Caller) => typeof BLOCKED | void;

/** The steps that a caller takes itself. */
export interface CallerSteps {
  readonly SysEnter: CallerStep;
  readonly Lock: CallerStep;
  readonly Acquire: CallerStep;
  readonly Copy: CallerStep;
  readonly FaultGone: CallerStep;
  readonly Wake: CallerStep;
}

/** The steps as they are. */
export const STEPS: CallerSteps = {
  SysEnter: enterCall,
  Lock: lock,
  Acquire: acquire,
  Copy: copy,
  FaultGone: faultGone,
  Wake: wake,
};

/** What a seeded fault replaces. */
export interface Fault {
  readonly kernel?: (right: Kernel) => Partial<Kernel>;
  readonly steps?: Partial<CallerSteps>;
  readonly rivals?: (right: RivalSteps) => Partial<RivalSteps>;
}

/** Whether what p waits for is there. Said once more, so that a wait that does not see it is not taken for rightful. */
function hasCome({ slots, ends, task }: Seen, { ring }: Scenario, p: Caller): boolean {
  return task[p].arg.op === 'recv'
    ? slots.length > 0 || !ends.has('write')
    : slots.length < ring || !ends.has('read');
}

/** Whether p is over, or rightly waits (the document's *terminal*). */
function isSettled(s: Seen, scenario: Scenario, p: Caller): boolean {
  const { pc, sig } = s.task[p];
  if (pc === 'done' || pc === 'dead') return true;
  if (pc === 'fault') return sig !== 'kill';
  if (hasDontWait(s.task[p])) return false;
  if (pc === 'asleep') return !hasCome(s, scenario, p) && sig === 'none';
  if (pc !== 'blocked' || s.lock === 'none') return false;
  const holder = CALLERS.find((q) => q === s.lock);
  return holder === undefined || s.task[holder].pc === 'fault';
}

/** No rival can go on, and each caller is over or rightly waits. */
export function isTerminal(s: Seen, scenario: Scenario, kinds: RivalSteps): boolean {
  return areIdle(s, scenario.rivals, kinds) && scenario.callers.every((p) => isSettled(s, scenario, p));
}

/** The model of one behaviour in one scenario, with a fault or without. */
export function pipeSend(scenario: Scenario, behaviour: Behaviour, fault: Fault) {
  const right = kernelOf(scenario, behaviour);
  // In place, so that what the kernel asks of itself meets the fault too.
  const kernel = Object.assign(right, fault.kernel?.({ ...right }));
  const steps = { ...STEPS, ...fault.steps };
  const rightRivals = rivalSteps(kernel);
  const rivals = { ...rightRivals, ...fault.rivals?.(rightRivals) };
  const step = (action: keyof CallerSteps, isEnabled: (me: Task) => boolean) => ({
    params: [scenario.callers] as const,
    run: (s: State, p: Caller) => (isEnabled(s.task[p]) ? steps[action](kernel, s, p) : BLOCKED),
  });
  return defineModel({
    name: `pipe_send/${scenario.name}`,
    state: pipeState(scenario),
    init: (s, choose) => initState(s, scenario, behaviour, choose),
    actions: {
      SysEnter: step('SysEnter', ({ pc }) => pc === 'enter'),
      Lock: step('Lock', ({ pc }) => pc === 'lock'),
      Acquire: step('Acquire', ({ pc }) => pc === 'blocked'),
      Copy: step('Copy', ({ pc }) => pc === 'copy' || pc === 'mapped'),
      FaultGone: step('FaultGone', ({ pc, sig }) => pc === 'fault' && sig === 'kill'),
      Wake: step('Wake', ({ pc }) => pc === 'asleep'),
      ...rivalActions(scenario.rivals, rivals),
    },
    terminal: (s) => isTerminal(s, scenario, rivals),
  });
}
