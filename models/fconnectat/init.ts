// SPDX-License-Identifier: MIT
// How the variables begin.

import { initEntries, initNowrite } from '../kernel/objects/path/vfs.ts';
import { initSockets } from '../kernel/objects/unix-socket/listener.ts';
import type { Choose } from '../kit/index.ts';
import type { Arg } from './names.ts';
import { startProgram } from './reset.ts';
import type { Scenario } from './scenarios.ts';
import type { State } from './state.ts';
import type { Behaviour } from './variants.ts';

/** One of the scenario's initial states. */
export function initState(s: State, scenario: Scenario, behaviour: Behaviour, choose: Choose): void {
  initEntries(scenario.fs, s.entry);
  initNowrite(scenario.fs, s.nowrite);
  initSockets(scenario.listeners, s);
  s.cwd = scenario.fs.root;
  for (const { name } of scenario.rivals) s.at[name] = 1;
  for (const p of scenario.callers) {
    const arg: Arg = choose(scenario.args[p]!);
    s.task[p].arg = { ...arg, path: [...arg.path], flags: new Set(arg.flags) };
    startProgram(s.task[p], behaviour);
  }
}
