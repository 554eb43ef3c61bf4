// SPDX-License-Identifier: MIT
// Every fault of a model, and what shows it: the first row of the document whose verdict is another one.
import { SyspecError } from '../../base/errors.ts';
import { type Hand, onCopy } from './crew.ts';
import { type Fault, instrument } from './mutants.ts';
import { type FaultFate, Rounds, type RoundsOptions } from './rounds.ts';
import { type Sources, Workshop } from './tree.ts';

/** What to run, and whom to tell. */
export interface FaultsOptions extends RoundsOptions {
  readonly sources: Sources;
  /** Faults that are known to be equivalent, and are not run. */
  readonly passOver?: ((fault: Fault) => boolean) | undefined;
  /** Only the fault with this name. */
  readonly only?: string | undefined;
  /** Which of all are tried. */
  readonly choose?: ((all: readonly Fault[]) => readonly Fault[]) | undefined;
}

/** Tries each fault. Throws SyspecError BASELINE_FAILS when the verdicts are not as declared without one. */
export async function tryFaults(options: FaultsOptions): Promise<FaultFate[]> {
  const { sources, only, choose = (all) => all, passOver = () => false } = options;
  const workshop = new Workshop(sources);
  const { texts, faults } = await instrument(workshop.bodies, sources.folder);
  const wanted = choose(faults.filter(({ id }) => only === undefined || id === only));
  if (wanted.length === 0) throw new SyspecError('BAD_USAGE', `the model has no fault '${only}'`);
  const copy = workshop.layOut(texts);
  const run = wanted.filter((fault) => !passOver(fault));
  const fates = await onCopy(copy, options, (hands: readonly Hand[]) =>
    new Rounds(options, copy, hands).run(run),
  );
  const byFault = new Map(fates.map((fate) => [fate.fault, fate]));
  return wanted.map((fault) => byFault.get(fault) ?? { fault, by: undefined, isReached: true });
}
