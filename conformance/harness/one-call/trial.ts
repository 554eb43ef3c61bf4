// SPDX-License-Identifier: MIT
// One call in a world of its own: what it returned, what became of the world, and what was left when all was closed.
import type { Numbers } from '../numbers.ts';
import type { OwnFailure } from '../own-lane.ts';
import { SIGNAL } from '../scripted/calls.ts';
import { allowFaults, FailNth, leftIn } from '../scripted/fail-nth.ts';
import { failedIn, KernelLog } from '../scripted/kernel-log.ts';
import { runScripts, type ScriptRun } from '../scripted/run.ts';
import type { Script } from '../scripted/script.ts';
import type { OpenTarget } from '../target.ts';
import {
  begin,
  CALLER,
  type Count,
  type Ending,
  enter,
  KEEPER,
  type Subject,
  tearDown,
  type World,
} from './subject.ts';

/** What is tried. */
export interface CallTrial<E> {
  readonly ending: E;
  readonly call: string;
  /** Those of the proposal's calls. */
  readonly numbers: Numbers;
  /** Which allocation of the call fails, from 1; none does where it is absent. */
  readonly fault?: number;
}

/** What was seen of a trial. */
export interface Seen<E> {
  readonly trial: CallTrial<E>;
  readonly calls: number;
  /** Whether it was run to its end: `failures` says why not. */
  readonly complete: boolean;
  /** What the call returned; undefined when it did not. */
  readonly value: number | string | undefined;
  /** The same call once more, without a fault; undefined where it is not made. */
  readonly again: number | string | undefined;
  /** Whether the allocation was made, and failed. */
  readonly hit: boolean;
  /** Who made it; undefined where the kernel does not tell, for no warning is wanted of it. */
  readonly madeBy: string | undefined;
  /** What is wrong whatever the call returned. */
  readonly failures: readonly OwnFailure[];
}

type Named = Pick<Ending<World>, 'name' | 'calls'>;

/** Each ending by each of its calls. */
export function trialsOf<E extends Named>(endings: readonly E[], numbers: Numbers): CallTrial<E>[] {
  return endings.flatMap((ending) => ending.calls.map((call) => ({ ending, call, numbers })));
}

/** Words before every title. */
export function nameOf({ call, ending, fault }: CallTrial<Named>): string {
  return `${call} ${ending.name}${fault === undefined ? '' : `, allocation ${fault} fails`}`;
}

/** The operations of a trial by their numbers. */
interface Marks {
  readonly call: number;
  readonly again: number | undefined;
  readonly left: number | undefined;
  readonly log: KernelLog | undefined;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly unmount: number;
}

function write<W extends World, E extends Ending<W>>(
  subject: Subject<W, E>,
  { ending, call, numbers, fault }: CallTrial<E>,
): { script: Script; marks: Marks } {
  const script = begin();
  const count = () => subject.counts.map((one) => one.read(script, KEEPER));
  if (ending.asleep !== undefined) script.handle(CALLER, SIGNAL.usr1);
  if (fault !== undefined) allowFaults(script, KEEPER);
  const before = count();
  const world = enter(script, subject, ending);
  ending.before?.(world);
  const failing = fault === undefined ? undefined : new FailNth(script, CALLER);
  const log = fault === undefined ? undefined : new KernelLog(script, KEEPER);
  failing?.arm(KEEPER, fault!);
  const called = subject.call(world, call, numbers, ending, CALLER);
  ending.asleep?.(world);
  const left = failing?.left(KEEPER);
  failing?.arm(KEEPER, 0);
  log?.end();
  let again: number | undefined;
  if (fault !== undefined) {
    again = subject.call(world, call, numbers, ending, CALLER);
    ending.asleep?.(world);
  }
  // One that sleeps still, though it should not, keeps nothing from being closed.
  if (ending.returns !== undefined) script.kill(CALLER, SIGNAL.kill);
  const unmount = tearDown(script);
  return { script, marks: { call: called, again, left, log, before, after: count(), unmount } };
}

/** Runs the trials, in this order. */
export async function runTrials<W extends World, E extends Ending<W>>(
  target: OpenTarget,
  subject: Subject<W, E>,
  trials: readonly CallTrial<E>[],
): Promise<readonly Seen<E>[]> {
  const written = trials.map((trial) => write(subject, trial));
  const runs = await runScripts(
    target,
    written.map(({ script }) => script),
  );
  return written.map(({ script, marks }, i) => read(subject.counts, trials[i]!, script, marks, runs[i]!));
}

function read<W extends World, E extends Ending<W>>(
  counts: readonly Count[],
  trial: CallTrial<E>,
  script: Script,
  marks: Marks,
  run: ScriptRun,
): Seen<E> {
  const name = nameOf(trial);
  const failures: OwnFailure[] = [];
  const wrong = (title: string, diagram?: string) =>
    failures.push({ title: `${name}: ${title}`, kind: 'difference', ...(diagram ? { diagram } : {}) });
  const value = run.value(marks.call);
  const hit = marks.left !== undefined && leftIn(run, marks.left) === 0;
  const madeBy = failedIn(marks.log?.in(run) ?? []);
  const complete = run.ended === undefined;
  const seen = { trial, calls: script.calls, complete, value, hit, madeBy };
  if (run.ended !== undefined) {
    const { title, crashed } = run.ended;
    return {
      ...{ ...seen, again: undefined },
      failures: [{ title: `${name}: ${title}`, kind: crashed ? 'crash' : 'difference' }],
    };
  }
  if (trial.ending.asleep !== undefined && !hit && !run.blocked(marks.call, CALLER)) wrong('does not sleep');
  if (trial.ending.returns === undefined && !run.died(CALLER)) wrong('is not killed');
  for (const [i, count] of counts.entries()) {
    const [before, after] = [marks.before[i]!, marks.after[i]!].map((op) => count.in(run.text(op)));
    if (before === undefined || after === undefined) wrong(`the ${count.what} cannot be counted`);
    else if (before !== after)
      wrong(`${count.what} are left`, `${before} before, ${after} after everything was closed\n`);
  }
  const unmounted = run.value(marks.unmount);
  if (unmounted !== 0) wrong(`the file system cannot be unmounted: ${unmounted}`);
  return { ...seen, again: marks.again === undefined ? undefined : run.value(marks.again), failures };
}
