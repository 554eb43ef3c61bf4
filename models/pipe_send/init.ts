// SPDX-License-Identifier: MIT
// How the variables begin.
import type { Choose } from '../kit/index.ts';
import { slotsFor, startProgram } from './call.ts';
import type { Scenario } from './scenarios.ts';
import type { State } from './state.ts';
import type { Behaviour } from './variants.ts';

/** One of the scenario's initial states. */
export function initState(s: State, scenario: Scenario, behaviour: Behaviour, choose: Choose): void {
  s.slots = slotsFor(choose(scenario.slots));
  for (const end of choose(scenario.ends)) s.ends.add(end);
  s.nonblock = scenario.nonblock;
  s.nowait = behaviour.revocable ? scenario.nowait : 'on';
  s.lock = 'none';
  for (const { name } of scenario.rivals) s.at[name] = 1;
  for (const p of scenario.callers) {
    const arg = choose(scenario.args[p]!);
    s.task[p].arg = { ...arg, flags: new Set(arg.flags) };
    startProgram(s.task[p], behaviour);
  }
}
