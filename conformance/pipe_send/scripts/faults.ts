// SPDX-License-Identifier: MIT
// Every allocation of a call fails in turn. The call is then refused as the document says (E2d, E11), or has moved some bytes and
// says how many, or goes on without it. No byte is lost, and the call that follows works (R6, R14).
// The lane of that name in harness/one-call/ has one errno for all, and does not look at bytes.
import type { Numbers } from '../../harness/numbers.ts';
import { type FailingCalls, failingLane } from '../../harness/one-call/failing-lane.ts';
import { begin, CALLER, enter, KEEPER, tearDown } from '../../harness/one-call/subject.ts';
import { nameOf } from '../../harness/one-call/trial.ts';
import type { OwnLane, OwnLaneContext } from '../../harness/own-lane.ts';
import { SIGNAL } from '../../harness/scripted/calls.ts';
import { allowFaults, FailNth, leftIn } from '../../harness/scripted/fail-nth.ts';
import { failedIn, KernelLog } from '../../harness/scripted/kernel-log.ts';
import { runScripts, type ScriptRun } from '../../harness/scripted/run.ts';
import type { Script } from '../../harness/scripted/script.ts';
import { Tally } from '../../harness/scripted/tally.ts';
import type { OpenTarget } from '../../harness/target.ts';
import { FAULT_ENDINGS } from './fault-endings.ts';
import { type FaultEnding, type FaultWorld, SUBJECT, takeRest } from './fault-world.ts';

/** Allocations tried at a time, and more than any call makes. */
const [BATCH, MOST] = [8, 64];

/** Of whom the kernel does not tell. */
const UNTOLD = 'untold';

/** Who does without: a signal that finds no memory comes without its information (kernel/signal.c, Linux 6.12 and 7.3). */
const DO_WITHOUT = ['sigqueue_alloc', '__sigqueue_alloc', '__send_signal_locked', 'send_signal_locked'];

/** One call of an ending, and which allocation of it fails, from 1. */
interface Trial {
  readonly ending: FaultEnding;
  readonly call: string;
  readonly numbers: Numbers;
  readonly fault?: number;
}

/** A trial as it is written: the operations by their numbers. */
interface Written {
  readonly trial: Trial;
  readonly script: Script;
  readonly world: FaultWorld;
  /** The call, and the same once more without a fault. */
  readonly calls: readonly [number, number];
  readonly told: readonly ReturnType<NonNullable<FaultEnding['told']>>[number][];
  readonly left: number;
  readonly log: KernelLog;
  readonly unmount: number;
}

function write(trial: Trial): Written {
  const { ending, call, numbers, fault = 0 } = trial;
  const script = begin();
  allowFaults(script, KEEPER);
  const world = enter(script, SUBJECT, ending);
  ending.before?.(world);
  const failing = new FailNth(script, CALLER);
  const log = new KernelLog(script, KEEPER);
  const made = () => {
    const op = SUBJECT.call(world, call, numbers, ending, CALLER);
    ending.asleep?.(world);
    return op;
  };
  failing.arm(KEEPER, fault);
  const first = made();
  const left = failing.left(KEEPER);
  failing.arm(KEEPER, 0);
  log.end();
  const told = [...(ending.told?.(world) ?? [])];
  const again = made();
  told.push(...(ending.told?.(world) ?? []));
  takeRest(world);
  // One that sleeps still, though it should not, keeps nothing from being closed.
  script.kill(CALLER, SIGNAL.kill);
  const unmount = tearDown(script);
  return { ...{ trial, script, world, calls: [first, again], told, left, log }, unmount };
}

/** What a failed allocation led to; undefined where fewer are made. */
type Led = 'refused' | 'passed over';

/** One lane under way. */
class Faults implements FailingCalls {
  readonly tally = new Tally();
  readonly #target: OpenTarget;

  constructor(target: OpenTarget) {
    this.#target = target;
  }

  /** What is wrong whatever the call returned: with its bytes, its file system, and what it tells beside. */
  #judgeWorld({ trial, world, told, unmount }: Written, run: ScriptRun): void {
    const wrong = (what: string) => this.tally.wrong(`${nameOf(trial)}: ${what}`);
    const { went, came } = world.flow.of(run);
    if (went !== came)
      this.tally.failures.push({
        ...{ title: `${nameOf(trial)}: not all that went in came out once`, kind: 'difference' },
        diagram: `went in:  ${went}\ncame out: ${came}\n`,
      });
    for (const { what, op, expected } of told)
      if (run.inTheEnd(op) !== String(expected)) wrong(`${what}: ${run.inTheEnd(op)} instead of ${expected}`);
    if (run.value(unmount) !== 0) wrong(`the file system cannot be unmounted: ${run.value(unmount)}`);
  }

  /** What became of the call. */
  #judge(written: Written, run: ScriptRun): { readonly led: Led | undefined; readonly madeBy: string } {
    const { trial, calls, left, log } = written;
    const { returns, refused, asleep } = trial.ending;
    const wrong = (what: string) => this.tally.wrong(`${nameOf(trial)}: ${what}`);
    this.#judgeWorld(written, run);
    const [value, again] = calls.map((op) => run.value(op));
    const hit = leftIn(run, left) === 0;
    const madeBy = failedIn(log.in(run))?.replace(/\..*/, '') ?? UNTOLD;
    if (again !== returns) wrong(`${again} instead of ${returns} when it is called again`);
    if (hit && refused !== undefined && value === refused.gives) {
      if (refused.row !== undefined) this.tally.covered.add(`${trial.call} ${refused.row}`);
      return { led: 'refused', madeBy };
    }
    const expected = hit && refused !== undefined ? `${refused.gives} or ${returns}` : returns;
    if (value !== returns) wrong(`${value} instead of ${expected}`);
    else if (asleep !== undefined && !run.blocked(calls[0], CALLER)) wrong('does not sleep');
    // kmemleak's own has a reserve, and asks for no warning; nor does a tree of pages, which asks twice.
    if (hit && madeBy !== UNTOLD && !DO_WITHOUT.includes(madeBy)) wrong(`${madeBy} passes over it`);
    return { led: hit ? 'passed over' : undefined, madeBy };
  }

  /** One call with its first allocation failing, its second, and so on, until it makes fewer. */
  async #failEach(trial: Trial, onProgress: OwnLaneContext['onProgress']): Promise<void> {
    const by: Record<Led, string[]> = { refused: [], 'passed over': [] };
    for (let from = 1; from <= MOST; from += BATCH) {
      const all = Array.from({ length: BATCH }, (_, i) => write({ ...trial, fault: from + i }));
      const runs = await runScripts(
        this.#target,
        all.map(({ script }) => script),
      );
      for (const [i, written] of all.entries()) {
        const run = runs[i]!;
        this.tally.count(written.script);
        if (run.ended !== undefined) {
          this.tally.ended(nameOf(written.trial), run.ended);
          continue;
        }
        const { led, madeBy } = this.#judge(written, run);
        if (led === undefined) {
          this.#conclude(trial, by, onProgress);
          return;
        }
        by[led].push(madeBy);
      }
    }
    this.tally.wrong(`${nameOf(trial)}: more than ${MOST} allocations`);
  }

  async makeAll({ numbers, onProgress }: OwnLaneContext): Promise<void> {
    for (const ending of FAULT_ENDINGS)
      for (const call of ending.calls) await this.#failEach({ ending, call, numbers }, onProgress);
  }

  /** Whether enough was seen of an ending. */
  #conclude(
    trial: Trial,
    by: Record<Led, readonly string[]>,
    onProgress: OwnLaneContext['onProgress'],
  ): void {
    const { refused, 'passed over': passedOver } = by;
    const name = nameOf(trial);
    onProgress(`${name}: refused ${refused.join(', ')}; passed over ${passedOver.join(', ')}`);
    const met = trial.ending.refused === undefined ? passedOver : refused;
    if (met.length === 0) this.tally.wrong(`${name}: no allocation of it could be made to fail`);
    else if (refused.length > 0 && refused.every((who) => who === UNTOLD))
      this.tally.wrong(`${name}: the kernel does not tell who makes an allocation`);
  }
}

/** E2d; E11 and R6 of a page of the caller's own; R14. */
export const FAULTS: OwnLane = failingLane((target) => new Faults(target));
