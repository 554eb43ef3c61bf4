// SPDX-License-Identifier: MIT
// The steps of the document, one action each.

import { areIdle, rivalActions } from '../kernel/rival.ts';
import { isFull } from '../kernel/unix-socket.ts';
import { BLOCKED, defineModel } from '../kit/index.ts';
import { kernelOf } from './call.ts';
import { find, lock, refuseSleep, runAgain, signalled, wake } from './connect.ts';
import { enterCall } from './enter.ts';
import { pathInit, walk } from './lookup.ts';
import type { Caller, Listener } from './names.ts';
import type { Scenario } from './scenarios.ts';
import { connectState, initState, type Seen, type State } from './state.ts';
import type { Behaviour } from './variants.ts';

/** Nothing is left to do: the rivals are through, and each caller is done, dead, or rightly asleep. */
function isTerminal(s: Seen, { callers, rivals }: Scenario): boolean {
  return areIdle(s, rivals) && callers.every((p) => isSettled(s, p));
}

function isSettled(s: Seen, p: Caller): boolean {
  if (s.pc[p] !== 'asleep') return s.pc[p] === 'done' || s.pc[p] === 'dead';
  const k = s.other[p] as Listener;
  return s.sig[p] === 'none' && s.sock[k] === 'listening' && isFull(s, k);
}

/** The model of one behaviour in one scenario. */
export function fconnectat(scenario: Scenario, behaviour: Behaviour) {
  const kernel = kernelOf(scenario, behaviour);
  const { callers } = scenario;
  /** A step of a caller, enabled at one pc. */
  const step = (pc: State['pc']['c1'], run: (s: State, p: Caller) => void) => ({
    params: [callers] as const,
    run(s: State, p: Caller) {
      if (s.pc[p] !== pc) return BLOCKED;
      run(s, p);
      return undefined;
    },
  });
  return defineModel({
    name: `fconnectat/${scenario.name}`,
    state: connectState(scenario),
    init: (s, choose) => initState(s, scenario, behaviour, choose),
    actions: {
      SysEnter: step('enter', (s, p) => enterCall(kernel, s, p)),
      PathInit: step('init', (s, p) => pathInit(kernel, s, p)),
      WalkComponent: step('walk', (s, p) => walk(kernel, s, p)),
      Find: step('find', (s, p) => find(kernel, s, p)),
      Lock: step('lock', (s, p) => lock(kernel, s, p)),
      RefusedSleep: {
        params: [callers],
        run(s, p) {
          if (s.pc[p] !== 'asleep' || s.sig[p] === 'none') return BLOCKED;
          refuseSleep(s, p);
          return undefined;
        },
      },
      Woken: {
        params: [callers],
        run(s, p) {
          if (s.pc[p] !== 'woken' || !behaviour.returnsFromWait) return BLOCKED;
          runAgain(kernel, s, p);
          return undefined;
        },
      },
      ...rivalActions(scenario.rivals, { woken: wake, signalled }),
    },
    terminal: (s) => isTerminal(s, scenario),
  });
}
