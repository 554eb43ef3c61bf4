// SPDX-License-Identifier: MIT
// What TLC is told beside what is asked of it.
import type { TlcOptions } from '../tla/runner/run.ts';
import { LARGE, type RunOptions, sizeOf, type TlcPlace } from './place.ts';

/** The share of Java's heap for the fingerprints of a small graph: a larger table costs a tenth of a short run. */
const SMALL_TABLE = ['-fpmem', '0.01'];

/** Liveness is judged when all states are known. TLC also looks before, and stops where it finds a violation. */
const LIVENESS_LAST = ['-lncheck', 'final'];

type Arguments = RunOptions & Pick<TlcOptions, 'extraArgs'>;

/** For a run of one row, or of the fairness. */
export const forOne = (place: TlcPlace): Arguments => ({
  extraArgs: sizeOf(place) < LARGE ? SMALL_TABLE : [],
});

/** For a run that is to see all states, whatever is violated. */
export const forAll = (place: TlcPlace): Arguments => ({
  extraArgs: [...(forOne(place).extraArgs ?? []), ...LIVENESS_LAST],
});
