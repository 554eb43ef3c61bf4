// SPDX-License-Identifier: MIT
// Where the model checks for the rows of the table of errors.

import { errorGuards } from '../kernel/error-guards.ts';
import type { Guard } from '../proposal.ts';
import type { Arg, Caller, Inode } from './names.ts';
import { expectedAnswer, type RowId, TABLE } from './oracle.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

/** R13 is claimed only where nothing happens beside the call. */
export const ERROR_GUARDS: readonly Guard[] = errorGuards<Seen, Caller, RowId>({
  ...{ rule: 'R13', table: TABLE },
  checks: [
    ['SysEnter', ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E10']],
    ['PathInit', ['E11', 'E12']],
    ['WalkComponent', ['E13', 'E14', 'E15', 'E16', 'E17']],
    ['Find', ['E18', 'E20', 'E21', 'E22']],
    ['Lock', ['E23', 'E24', 'E26', 'E27']],
  ],
  answer({ scenario, before, p }) {
    const { arg } = before.task[p];
    return expectedAnswer(scenarioNamed(scenario), { ...arg, flags: [...arg.flags] } as Arg);
  },
  // What E18 is about is a link, and that has been followed already.
  cannotSee: ({ scenario, before, p }, row) =>
    row === 'E18' && scenarioNamed(scenario).fs.links[before.task[p].ino as Inode] === undefined,
  says: { ok: 'connect', sleeps: 'the wait on a full backlog comes first: sleep' },
});
