// SPDX-License-Identifier: MIT
// The Specification explored by itself, without the steps: one that allows too much is refined by anything. What must follow from it
// is stated here of its own steps, as tla/fconnectat/MCFconnectatAtomic.tla does.
import { fconnectat } from './model.ts';
import type { Caller, Listener } from './names.ts';
import { type CallerSeen, type Observed, observing } from './observation.ts';
import type { Scenario } from './scenarios.ts';
import { Calls, type Instant } from './specified-calls.ts';
import { rivalMoves } from './specified-rivals.ts';
import { VARIANTS } from './variants.ts';

type Operation = Scenario['rivals'][number]['program'][number];

/** One step of the Specification, and who takes it. */
export interface SpecifiedStep {
  readonly before: Instant;
  readonly after: Instant;
  readonly actor: string;
  /** What the rival does; undefined for a caller. */
  readonly operation: Operation | undefined;
}

/** What may be another one in a faulty Specification. */
export interface Allowed {
  readonly calls: Calls;
  readonly rivals: typeof rivalMoves;
}

const isPending = ({ sig }: CallerSeen): boolean => sig !== 'none';
const endsTheCall = ({ sig }: CallerSeen): boolean => sig !== 'none' && sig !== 'freeze';

const stands = ({ waiters }: Observed, p: Caller): boolean =>
  Object.values(waiters).some((queue) => queue.includes(p));

const isFull = ({ fullAt }: Scenario, { queue }: Observed, k: Listener): boolean => queue[k].length >= fullAt;

/** Those who leave a wait queue in the step. */
const leaving = ({ before, after }: SpecifiedStep, k: Listener): readonly Caller[] =>
  before.seen.waiters[k].filter((p) => !after.seen.waiters[k].includes(p));

type Holds = (scenario: Scenario, step: SpecifiedStep) => boolean;

const ofCallers =
  (holds: (step: SpecifiedStep, was: CallerSeen, is: CallerSeen, p: Caller) => boolean): Holds =>
  ({ callers }, step) =>
    callers.every((p) => holds(step, step.before.seen.caller[p], step.after.seen.caller[p], p));

const ofListeners =
  (holds: (scenario: Scenario, step: SpecifiedStep, k: Listener) => boolean): Holds =>
  (scenario, step) =>
    scenario.listeners.every(({ name }) => holds(scenario, step, name));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether q does not take the slot, or not soon. */
function leavesIt({ before, after }: SpecifiedStep, q: Caller): boolean {
  const isToFreeze = before.seen.caller[q].sig === 'freeze' && !stands(before.seen, q);
  return after.seen.caller[q].is !== 'inside' || isToFreeze;
}

/** Those of steps. */
const STEPWISE: Readonly<Record<string, Holds>> = {
  /** R11: taken at the end of a call, a freeze also by a thaw. It ends none that has not waited, and a freeze none at all. */
  SignalsAtTheEnd: ofCallers(({ before, operation }, was, is, p) => {
    const isThawed = was.sig === 'freeze' && operation?.step === 'Thaw' && operation.to === p;
    const isTaken = isPending(was) && !isPending(is);
    if (isTaken && is.is === 'inside' && !isThawed) return false;
    const isInterrupted = was.ret !== 'EINTR' && is.ret === 'EINTR';
    if (isInterrupted && (before.hidden[p]?.waited === 'none' || !endsTheCall(was))) return false;
    return was.is !== 'inside' || is.is !== 'dead' || was.sig === 'kill';
  }),
  /** Only in user mode is a freeze, or a signal, none. */
  SignalsAreNoticed: (_, { before, after, operation }) => {
    if (operation?.step !== 'Freeze' && operation?.step !== 'SendSignal') return true;
    const was = before.seen.caller[operation.to];
    return was.is !== 'inside' || isPending(after.seen.caller[operation.to]);
  },
  /** Who is woken by a caller leaves for a signal, or there is room that was waited for. */
  NoIdleWakeUp: ofListeners((scenario, step, k) => {
    const { before, operation } = step;
    if (operation !== undefined) return true;
    const makesRoom = scenario.callers.some((q) => before.hidden[q]?.waited === k && leavesIt(step, q));
    return leaving(step, k).every(
      (p) => isPending(before.seen.caller[p]) || (!isFull(scenario, before.seen, k) && makesRoom),
    );
  }),
  /** One leaves a wait queue, the first one or for a signal; all do when the listener dies. */
  OneLeaves: ofListeners((_, step, k) => {
    const [left, ...others] = leaving(step, k);
    if (left === undefined || step.operation?.step === 'ReleaseDead') return true;
    const { waiters, caller } = step.before.seen;
    const isSignalled = isPending(caller[left]) || isPending(step.after.seen.caller[left]);
    return others.length === 0 && (waiters[k][0] === left || isSignalled);
  }),
  /** A caller's step is seen of nobody else, and moves no rival and nothing that is the rivals'. */
  OneAtATime: ({ callers }, { before: { seen: was }, after: { seen: is }, actor, operation }) => {
    const changed = callers.filter((p) => !same(was.caller[p], is.caller[p]));
    if (changed.length > 1) return false;
    if (operation !== undefined) return true;
    const isOwn = changed.every((p) => p === actor);
    const fields = ['at', 'entry', 'nowrite', 'sock'] as const;
    return isOwn && fields.every((field) => same(was[field], is[field]));
  },
  /** A queue grows by who ends at its end, and shrinks by accept and close. */
  NobodyIsLost: ofListeners((_, { before, after, actor, operation }, k) => {
    const [was, is] = [before.seen.queue[k], after.seen.queue[k]];
    if (same(was, is)) return true;
    if (operation?.step === 'AcceptDequeue') return same(is, was.slice(1));
    if (operation?.step === 'ReleaseDead') return is.length === 0 && after.seen.sock[k] === 'dead';
    return operation === undefined && same(is, [...was, actor]);
  }),
};

/** C8 of the Specification, and C10. */
function stateHolds(scenario: Scenario, { seen }: Instant): readonly string[] {
  const { callers, rivals, listeners, fullAt } = scenario;
  const atRest = callers.every((p) => {
    const { is, sig } = seen.caller[p];
    return is === 'done' || is === 'dead' || (stands(seen, p) && sig === 'none');
  });
  const owesWake = rivals.some(({ name, program }) => program[seen.at[name]! - 1]?.step === 'AcceptWake');
  const isLost = listeners.some(
    ({ name: k }) => seen.sock[k] === 'listening' && seen.waiters[k].length > 0 && !isFull(scenario, seen, k),
  );
  const isOver = listeners.some(({ name: k }) => seen.queue[k].length > fullAt);
  return [...(atRest && !owesWake && isLost ? ['C8'] : []), ...(isOver ? ['C10'] : [])];
}

function* stepsFrom(
  scenario: Scenario,
  { calls, rivals }: Allowed,
  before: Instant,
): Generator<SpecifiedStep> {
  const advanced = (moved: Instant): Instant => ({ seen: moved.seen, hidden: calls.advanced(moved) });
  for (const actor of scenario.callers)
    for (const moved of calls.moves(before, actor))
      yield { before, after: advanced(moved), actor, operation: undefined };
  for (const { name, program } of scenario.rivals)
    for (const moved of rivals(scenario, calls, before, name))
      yield { before, after: advanced(moved), actor: name, operation: program[before.seen.at[name]! - 1]! };
}

/** What the Specification was found to allow, by name, with how many instants there are. */
export interface Alone {
  readonly instants: number;
  readonly violated: ReadonlySet<string>;
}

/** Explores the Specification of one call in a scenario, as far as its instants go. */
export function exploreAlone(
  scenario: Scenario,
  allowed: Allowed = { calls: new Calls(scenario, {}), rivals: rivalMoves },
): Alone {
  const observe = observing(VARIANTS.proposed);
  const starts = fconnectat(scenario, VARIANTS.proposed)
    .initials()
    .map((state): Instant => ({ seen: observe(state), hidden: {} }));
  const known = new Set(starts.map((each) => JSON.stringify(each)));
  const found = [...starts];
  const violated = new Set<string>();
  for (const before of found) {
    for (const name of stateHolds(scenario, before)) violated.add(name);
    for (const step of stepsFrom(scenario, allowed, before)) {
      for (const [name, holds] of Object.entries(STEPWISE)) if (!holds(scenario, step)) violated.add(name);
      const key = JSON.stringify(step.after);
      if (known.has(key)) continue;
      known.add(key);
      found.push(step.after);
    }
  }
  return { instants: found.length, violated };
}
