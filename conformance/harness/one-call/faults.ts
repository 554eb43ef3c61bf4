// SPDX-License-Identifier: MIT
// Every allocation of a call fails in turn, and nothing is lost.
import type { OwnLane, OwnLaneContext } from '../own-lane.ts';
import { Tally } from '../scripted/tally.ts';
import type { OpenTarget } from '../target.ts';
import { type FailingCalls, failingLane } from './failing-lane.ts';
import type { Ending, Subject, World } from './subject.ts';
import { type CallTrial, nameOf, runTrials, type Seen, trialsOf } from './trial.ts';

/** Allocations tried at a time; a call makes about ten, those of kmemleak included. */
const BATCH = 12;

/** More than any call makes: a count that does not end is a failure. */
const MOST = 128;

/** Of whom the kernel does not tell. */
const UNTOLD = 'untold';

/** What is tried with allocations that fail. */
export interface Faulted<W extends World, E extends Ending<W>> {
  readonly subject: Subject<W, E>;
  /** Each leaves the caller alive, and can be had again in the same world. */
  readonly endings: readonly E[];
  /** The row of the table of errors that says ENOMEM: `E9`. */
  readonly row: string;
  /** Functions of the kernel that do without an allocation that fails. */
  readonly doWithout: readonly string[];
}

/** One lane under way. */
class Faults<W extends World, E extends Ending<W>> implements FailingCalls {
  readonly tally = new Tally();
  readonly #faulted: Faulted<W, E>;
  readonly #target: OpenTarget;

  constructor(faulted: Faulted<W, E>, target: OpenTarget) {
    this.#faulted = faulted;
    this.#target = target;
  }

  /** With a failed allocation the call is refused for want of memory, or does without it and ends as it always does. */
  #judge(seen: Seen<E>): void {
    const { trial, value, again, hit } = seen;
    const { returns } = trial.ending;
    this.tally.count(seen);
    this.tally.failures.push(...seen.failures);
    if (!seen.complete) return;
    const name = nameOf(trial);
    if (hit && value === 'ENOMEM') {
      this.tally.covered.add(`${trial.call} ${this.#faulted.row}`);
      if (again !== returns)
        this.tally.wrong(`${name}: ${again} instead of ${returns} when it is called again`);
    } else if (value !== returns) {
      this.tally.wrong(`${name}: ${value} instead of ${hit ? `ENOMEM or ${returns}` : returns}`);
    }
  }

  /** Who did without the allocation; it is wrong of those who may not. */
  #passedOver({ trial, madeBy }: Seen<E>): string {
    // kmemleak's own: it has a reserve, and asks for no warning. An allocation for the call itself does not.
    if (madeBy !== undefined && !this.#faulted.doWithout.includes(madeBy))
      this.tally.wrong(`${nameOf(trial)}: ${madeBy} passes over it`);
    return madeBy ?? UNTOLD;
  }

  /** One call with its first allocation failing, its second, and so on, until it makes fewer. */
  async #failEach(trial: CallTrial<E>, onProgress: OwnLaneContext['onProgress']): Promise<void> {
    const refused: string[] = [];
    const passedOver: string[] = [];
    for (let from = 1; from <= MOST; from += BATCH) {
      const faults = Array.from({ length: BATCH }, (_, i) => ({ ...trial, fault: from + i }));
      for (const seen of await runTrials(this.#target, this.#faulted.subject, faults)) {
        this.#judge(seen);
        if (!seen.complete) continue;
        if (seen.hit) {
          if (seen.value === 'ENOMEM') refused.push(seen.madeBy ?? UNTOLD);
          else if (seen.value === trial.ending.returns) passedOver.push(this.#passedOver(seen));
          continue;
        }
        onProgress(`${nameOf(trial)}: refused ${refused.join(', ')}; passed over ${passedOver.join(', ')}`);
        if (refused.length === 0)
          this.tally.wrong(`${nameOf(trial)}: no allocation of it could be made to fail`);
        else if (refused.every((who) => who === UNTOLD))
          this.tally.wrong(`${nameOf(trial)}: the kernel does not tell who makes an allocation`);
        return;
      }
    }
    this.tally.wrong(`${nameOf(trial)}: more than ${MOST} allocations`);
  }

  async makeAll({ numbers, onProgress }: OwnLaneContext): Promise<void> {
    for (const trial of trialsOf(this.#faulted.endings, numbers)) await this.#failEach(trial, onProgress);
  }
}

/** Every ending, with each allocation of the call failing in turn. */
export const faultsLane = <W extends World, E extends Ending<W>>(faulted: Faulted<W, E>): OwnLane =>
  failingLane((target) => new Faults(faulted, target));
