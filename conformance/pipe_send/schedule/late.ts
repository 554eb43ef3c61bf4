// SPDX-License-Identifier: MIT
// Pages that come late: a caller waits for them until the keeper brings them, in the middle of a copy, so that the pipe's
// mutex is held meanwhile.
import { CALLERS, type Caller, dataOf, MOST, PAGE } from '../../../models/pipe_send/names.ts';
import type { Scenario } from '../../../models/pipe_send/scenarios.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp } from '../../harness/protocol/types.ts';
import { bringing, mapLate, openUserfaultfd } from '../../harness/scripted/late-memory.ts';
import type { Script } from '../../harness/scripted/script.ts';
import { KEEPER, SLOT, UNIT, written } from './world.ts';

/** The number of the userfaultfd, which nothing else has. */
const LATE = 104;
/** Room for the longest call of a scenario, in whole pages. */
const LENGTH = Math.ceil(MOST / PAGE) * SLOT;
/** Where the first caller's memory is; the others' follow. */
const FIRST = 0x5300_0000;
const APART = 0x1_0000;

/** What a caller's call is given as its buffer. */
export const lateAt = (p: Caller): number => FIRST + APART * CALLERS.indexOf(p);

/** Those whose pages come late. */
export const lateOf = ({ args, callers }: Scenario): readonly Caller[] =>
  callers.filter((p) => args[p]!.some(({ buf }) => buf === 'slow'));

/** Makes the memory of all whose pages come late. */
export function makeLate(script: Script, scenario: Scenario): void {
  const late = lateOf(scenario);
  if (late.length === 0) return;
  const fd = openUserfaultfd(script, KEEPER);
  script.call(KEEPER, NR.dup2, fd, LATE);
  script.call(KEEPER, NR.close, fd);
  for (const p of late) mapLate(script, KEEPER, LATE, lateAt(p), LENGTH);
}

/** Brings p's pages: with what it sends, where it sends. */
export function bring(scenario: Scenario, p: Caller): CallOp {
  const { op, n } = scenario.args[p]![0]!;
  const pages = Buffer.alloc(LENGTH, '-');
  if (op === 'send') pages.set(written(scenario, dataOf(p).slice(0, n)));
  const [nr, ...args] = bringing(LATE, lateAt(p), pages);
  return { op: 'call', task: KEEPER, nr, args };
}

/** What p has in its memory, as the keeper copies it to a pipe. */
export const shown = (p: Caller, bytes: number, to: Arg): CallOp => ({
  ...{ op: 'call', task: KEEPER, nr: NR.write },
  args: [to, lateAt(p), bytes * UNIT],
});
