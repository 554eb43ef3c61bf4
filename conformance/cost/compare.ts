// SPDX-License-Identifier: MIT
// Two kernels' counts beside each other: what does a call cost more, and is that more than noise?
import { SyspecError } from '../../base/errors.ts';
import type { Counts } from './counts.ts';

/** A difference below this part of the pristine count is none, however quiet the measurement. */
export const LEAST_PART = 0.005;

/** One workload on both kernels, in instructions of one call. */
export interface CostRow {
  readonly workload: string;
  /** The fewest of any boot. */
  readonly pristine: number;
  readonly patched: number;
  readonly difference: number;
  /** The difference as a part of the pristine count, in percent. */
  readonly percent: number;
  /** By how much boots of one and the same image differ, of the kernel that differs more. */
  readonly noise: number;
  /** Whether it costs more by more than the noise and LEAST_PART. */
  readonly regression: boolean;
}

/**
 * A row for each workload, from the boots of either kernel. What else runs only adds to a count, so that the least
 * is the call's own.
 * @throws SyspecError GUEST_DIED when a boot has not measured what another one has
 */
export function compare(pristine: readonly Counts[], patched: readonly Counts[]): CostRow[] {
  const names = [...(pristine[0]?.keys() ?? [])];
  if (names.length === 0) throw new SyspecError('GUEST_DIED', 'nothing was measured');
  for (const counts of [...pristine, ...patched]) {
    const other = [...counts.keys()];
    const lacking = [...names, ...other].find((name) => !counts.has(name) || !names.includes(name));
    if (lacking !== undefined)
      throw new SyspecError('GUEST_DIED', `'${lacking}' was measured in some boots and not in others`);
  }
  return names.map((name) => compareOne(name, of(name, pristine), of(name, patched)));
}

const of = (name: string, boots: readonly Counts[]): number[] => boots.map((counts) => counts.get(name)!);

function compareOne(workload: string, pristine: readonly number[], patched: readonly number[]): CostRow {
  const [before, after] = [Math.min(...pristine), Math.min(...patched)];
  const difference = after - before;
  const noise = Math.max(spread(pristine), spread(patched));
  return {
    ...{ workload, pristine: before, patched: after, difference },
    ...{ percent: (100 * difference) / before, noise },
    regression: difference > Math.max(noise, LEAST_PART * before),
  };
}

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
