// SPDX-License-Identifier: MIT
// The comparison as a table for people.
import { counted } from '../../base/plural.ts';
import { aligned } from '../../base/table.ts';
import type { CostRow } from './compare.ts';

const HEADER = ['instructions of a call', 'pristine', 'patched', 'difference', '%', 'noise'] as const;

function cells({ workload, pristine, patched, difference, percent, noise }: CostRow): string[] {
  const sign = difference > 0 ? '+' : '';
  return [
    ...[workload, pristine.toFixed(1), patched.toFixed(1)],
    ...[`${sign}${difference.toFixed(1)}`, `${sign}${percent.toFixed(2)}`, noise.toFixed(1)],
  ];
}

/** A line for each row, and one that sums up. */
export function showCost(rows: readonly CostRow[]): string {
  const lines = aligned([HEADER, ...rows.map(cells)], 1).map((line, number) => {
    const mark = number > 0 && rows[number - 1]!.regression ? '  regression' : '';
    return `${line}${mark}\n`;
  });
  const worse = rows.filter(({ regression }) => regression).length;
  const sum =
    worse === 0 ? 'no call costs more' : `${counted(worse, 'call')} ${worse === 1 ? 'costs' : 'cost'} more`;
  return `${lines.join('')}${sum}\n`;
}
