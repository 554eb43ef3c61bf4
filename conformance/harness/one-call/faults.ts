// SPDX-License-Identifier: MIT
// Every allocation of a call fails in turn, and nothing is lost.
import type { OwnLane, OwnLaneContext } from '../own-lane.ts';
import { countFiles } from '../scripted/counts.ts';
import { allowFaults } from '../scripted/fail-nth.ts';
import { scanForLeaks } from '../scripted/leaks.ts';
import { runScript } from '../scripted/run.ts';
import { Script } from '../scripted/script.ts';
import { Tally } from '../scripted/tally.ts';
import type { OpenTarget } from '../target.ts';
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
class Faults<W extends World, E extends Ending<W>> {
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
  async failEach(trial: CallTrial<E>, onProgress: OwnLaneContext['onProgress']): Promise<void> {
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
}

async function hasFailslab(target: OpenTarget): Promise<boolean> {
  const script = new Script();
  const written = allowFaults(script, script.spawn());
  return (await runScript(target, script)).value(written) === 1;
}

/** Every ending, with each allocation of the call failing in turn. */
export const faultsLane = <W extends World, E extends Ending<W>>(faulted: Faulted<W, E>): OwnLane => ({
  scenario: 'faults',
  what: 'each allocation of a call fails in turn: it fails with ENOMEM or goes on, and loses nothing',
  needs: ['failslab', 'kmemleak'],
  async run({ boot, numbers, onProgress }) {
    const target = await boot();
    const faults = new Faults(faulted, target);
    const { tally } = faults;
    if (!(await hasFailslab(target))) return { ...tally.result(), lacking: 'failslab, with its debugfs' };
    const [files, { crashes }] = [await countFiles(target), target];
    for (const trial of trialsOf(faulted.endings, numbers)) await faults.failEach(trial, onProgress);
    // A kernel that has crashed has been replaced by another one, with other files.
    if (target.crashes === crashes && (files === undefined || (await countFiles(target)) !== files))
      tally.wrong('files are left open');
    const scan = await scanForLeaks(target);
    if (scan === undefined) return { ...tally.result(), lacking: 'kmemleak' };
    for (const { title, kind, diagram } of scan.leaks) {
      tally.failures.push({ title, kind, ...(diagram === undefined ? {} : { diagram }) });
    }
    if (scan.unfinished !== undefined) tally.wrong(scan.unfinished);
    return tally.result();
  },
});
