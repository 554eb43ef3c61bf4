// SPDX-License-Identifier: MIT
// The table of errors as guards: which step did not answer, or answered too early, by the row that comes first.
import type { Guard } from '../proposal.ts';
import { type CallerStep, guard } from './caller-step.ts';
import type { Arg, Inode } from './names.ts';
import { expectedAnswer, type RowId, TABLE } from './oracle.ts';
import { scenarioNamed } from './scenarios.ts';

/** The steps of a call in their order, and the rows that each checks. */
const CHECKS: readonly (readonly [action: string, rows: readonly RowId[]])[] = [
  ['SysEnter', ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E10']],
  ['PathInit', ['E11', 'E12']],
  ['WalkComponent', ['E13', 'E14', 'E15', 'E16', 'E17']],
  ['Find', ['E18', 'E20', 'E21', 'E22']],
  ['Lock', ['E23', 'E24', 'E26', 'E27']],
];

function answerTo({ scenario, before, p }: CallerStep) {
  const { arg } = before.task[p];
  return expectedAnswer(scenarioNamed(scenario), { ...arg, flags: [...arg.flags] } as Arg);
}

function comesFirst(step: CallerStep, id: RowId): boolean {
  const answer = answerTo(step);
  return 'failure' in answer && answer.failure === id;
}

const ends = ({ after, p }: CallerStep): boolean => after.task[p].pc === 'done';

/** Whether Find could not see what E18 is about: a link that has been followed already. */
function isBehindLink({ scenario, before, p }: CallerStep, id: RowId): boolean {
  return id === 'E18' && scenarioNamed(scenario).fs.links[before.task[p].ino as Inode] === undefined;
}

function guardsOf([action, rows]: (typeof CHECKS)[number], at: number): Guard[] {
  const later = CHECKS.slice(at + 1).flatMap(([, ids]) => ids);
  const text = (id: RowId) => `${id} comes first: ${TABLE[id]}`;
  return [
    ...rows.map((id) =>
      guard('R13', text(id), action, (step) => {
        const answers = ends(step) && step.after.task[step.p].ret === TABLE[id];
        return comesFirst(step, id) && !answers && !isBehindLink(step, id);
      }),
    ),
    ...later.map((id) => guard('R13', text(id), action, (step) => comesFirst(step, id) && ends(step))),
    guard('R13', 'no row of the table applies: connect', action, (step) => {
      const answer = answerTo(step);
      return (
        'result' in answer && answer.result === 'OK' && ends(step) && step.after.task[step.p].ret !== 'OK'
      );
    }),
    guard('R13', 'the wait on a full backlog comes first: sleep', action, (step) => {
      const answer = answerTo(step);
      return 'result' in answer && answer.result === 'sleeps' && ends(step);
    }),
  ];
}

/** For every row of the table, and for the wait. R13 is claimed only where nothing happens beside the call. */
export const ERROR_GUARDS: readonly Guard[] = CHECKS.flatMap(guardsOf);
