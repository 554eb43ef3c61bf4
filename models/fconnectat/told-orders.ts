// SPDX-License-Identifier: MIT
// Which of a queue comes first: by letting two come one after the other, and one of them leave.
import { fconnectat } from './model.ts';
import type { Caller } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';
import { after, scenario, stateOf } from './told-made.ts';
import { VARIANTS } from './variants.ts';

/** Neither in the order of their names, nor against it. */
const COMERS: readonly Caller[] = ['c2', 'c3', 'c1'];

const leaving = (step: 'AcceptDequeue' | 'AcceptWake') =>
  ({ name: 'rival', loops: false, program: [{ step, on: 'A' }] }) as const;

/** Before and after the rival's step, when all have taken Lock one after the other. */
function afterAll(made: Scenario, queued: readonly 'x'[]): readonly [before: Seen, is: Seen] {
  const model = fconnectat(made, VARIANTS.proposed);
  const [rival] = made.rivals;
  const atLock = { pc: 'lock', call: 'fconnectat', ino: 'iA', other: 'A' } as const;
  const first = stateOf(model.initials()[0]!, {}, { sock: 'listening', queue: queued, waiters: [] });
  const task = { ...first.task };
  for (const p of COMERS) task[p] = { ...task[p], ...atLock };
  const before = COMERS.reduce((s, p) => after(model, s, 'Lock', p), { ...first, task });
  return [before, after(model, before, rival!.program[0]!.step, rival!.name)];
}

/** The one that leaves, if it is one: by when it came, and by its place. */
function orderText(was: readonly string[], is: readonly string[]): string {
  const gone = was.filter((each) => !is.includes(each));
  if (was.join() === COMERS.join() && gone.join() === COMERS[0]) return 'oldest first';
  return `${was.join(' and ')} come so that ${gone.join(' and ')} leaves first`;
}

/** By variable. */
export function toldOrders(): Readonly<Record<string, string>> {
  const room = COMERS.length;
  const [queued, taken] = afterAll({ ...scenario, fullAt: room, rivals: [leaving('AcceptDequeue')] }, []);
  const [waiting, woken] = afterAll({ ...scenario, rivals: [leaving('AcceptWake')] }, ['x']);
  return {
    queue: orderText(queued.queue.A, taken.queue.A),
    waiters: orderText(waiting.waiters.A, woken.waiters.A),
  };
}
