// SPDX-License-Identifier: MIT
// One call in a world of its own: what it returned, what became of the world, and what was left when all was closed.
import type { OwnFailure } from '../harness/own-lane.ts';
import { SIGNAL } from '../harness/scripted/calls.ts';
import { readProtocols, unixSocketsIn } from '../harness/scripted/counts.ts';
import { allowFaults, FailNth, leftIn } from '../harness/scripted/fail-nth.ts';
import { failedIn, KernelLog } from '../harness/scripted/kernel-log.ts';
import { runScripts, type ScriptRun } from '../harness/scripted/run.ts';
import type { Script } from '../harness/scripted/script.ts';
import type { OpenTarget } from '../harness/target/open-target.ts';
import { begin, build, CALLER, type CallEnding, type CallName, callOf, KEEPER, tearDown } from './endings.ts';

/** What is tried. */
export interface Trial {
  readonly ending: CallEnding;
  readonly call: CallName;
  /** The number of the proposal's call. */
  readonly nr: number;
  /** Which allocation of the call fails, from 1; none does where it is absent. */
  readonly fault?: number;
}

/** What was seen of a trial. */
export interface Seen {
  readonly trial: Trial;
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

/** Each ending by each of its calls. */
export function trialsOf(endings: readonly CallEnding[], nr: number): Trial[] {
  return endings.flatMap((ending) => ending.calls.map((call) => ({ ending, call, nr })));
}

/** Words before every title. */
export function nameOf({ call, ending, fault }: Trial): string {
  return `${call} ${ending.name}${fault === undefined ? '' : `, allocation ${fault} fails`}`;
}

/** The operations of a trial by their numbers. */
interface Marks {
  readonly call: number;
  readonly again: number | undefined;
  readonly left: number | undefined;
  readonly log: KernelLog | undefined;
  readonly socketsBefore: number;
  readonly socketsAfter: number;
  readonly unmount: number;
}

function write({ ending, call, nr, fault }: Trial): { script: Script; marks: Marks } {
  const script = begin();
  if (ending.asleep !== undefined) script.handle(CALLER, SIGNAL.usr1);
  if (fault !== undefined) allowFaults(script, KEEPER);
  const socketsBefore = readProtocols(script, KEEPER);
  const world = build(script, ending);
  ending.before?.(world);
  const failing = fault === undefined ? undefined : new FailNth(script, CALLER);
  const log = fault === undefined ? undefined : new KernelLog(script, KEEPER);
  failing?.arm(KEEPER, fault!);
  const called = callOf(world, call, nr, ending);
  ending.asleep?.(world);
  const left = failing?.left(KEEPER);
  failing?.arm(KEEPER, 0);
  log?.end();
  let again: number | undefined;
  if (fault !== undefined) {
    again = callOf(world, call, nr, ending);
    ending.asleep?.(world);
  }
  // One that sleeps still, though it should not, keeps nothing from being closed.
  if (ending.returns !== undefined) script.kill(CALLER, SIGNAL.kill);
  const unmount = tearDown(script);
  const socketsAfter = readProtocols(script, KEEPER);
  return { script, marks: { call: called, again, left, log, socketsBefore, socketsAfter, unmount } };
}

/** Runs the trials, in this order. */
export async function runTrials(target: OpenTarget, trials: readonly Trial[]): Promise<readonly Seen[]> {
  const written = trials.map(write);
  const runs = await runScripts(
    target,
    written.map(({ script }) => script),
  );
  return written.map(({ script, marks }, i) => read(trials[i]!, script, marks, runs[i]!));
}

function read(trial: Trial, script: Script, marks: Marks, run: ScriptRun): Seen {
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
  const [before, after] = [marks.socketsBefore, marks.socketsAfter].map((op) => unixSocketsIn(run.text(op)));
  if (before === undefined || after === undefined) wrong('the sockets cannot be counted');
  else if (before !== after)
    wrong('sockets are left', `${before} before, ${after} after everything was closed\n`);
  const unmounted = run.value(marks.unmount);
  if (unmounted !== 0) wrong(`the file system cannot be unmounted: ${unmounted}`);
  return { ...seen, again: marks.again === undefined ? undefined : run.value(marks.again), failures };
}
