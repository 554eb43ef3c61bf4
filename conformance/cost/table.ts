// SPDX-License-Identifier: MIT
// The comparison as a table for people.
import { counted } from '../../base/plural.ts';
import { aligned } from '../../base/table.ts';
import { type Bounds, idleBounds, isWithin } from './bounds.ts';
import type { CostRow } from './compare.ts';

const HEADER = ['instructions of a call', 'pristine', 'patched', 'difference', '%', 'noise'] as const;

function cells({ workload, pristine, patched, difference, percent, noise }: CostRow): string[] {
  const sign = difference > 0 ? '+' : '';
  return [
    ...[workload, pristine.toFixed(1), patched.toFixed(1)],
    ...[`${sign}${difference.toFixed(1)}`, `${sign}${percent.toFixed(2)}`, noise.toFixed(1)],
  ];
}

/** What is said beside a call that costs more. */
function markOf(row: CostRow, bounds: Bounds): string {
  const bound = bounds.get(row.workload);
  if (bound === undefined) return row.regression ? '  regression' : '';
  if (!row.regression) return '  has a bound, and costs no more';
  return isWithin(row, bounds)
    ? `  may cost ${bound.percent} % more`
    : `  regression, over its bound of ${bound.percent} %`;
}

const costMore = (n: number): string => `${counted(n, 'call')} ${n === 1 ? 'costs' : 'cost'} more`;

/** What all rows come to. */
function sumOf(rows: readonly CostRow[], bounds: Bounds): string[] {
  const worse = rows.filter(({ regression }) => regression);
  const over = worse.filter((row) => !isWithin(row, bounds)).length;
  const may = worse.length - over;
  const idle = idleBounds(rows, bounds).map((call) => `'${call}'`);
  return [
    ...(worse.length === 0 ? ['no call costs more'] : []),
    ...(may > 0 ? [`${costMore(may)}, by no more than ${may === 1 ? 'it' : 'they'} may`] : []),
    ...(over > 0 ? [costMore(over)] : []),
    ...(idle.length > 0 ? [`a bound that nothing needs: ${idle.join(', ')}`] : []),
  ];
}

/** A line for each row, and what they come to. */
export function showCost(rows: readonly CostRow[], bounds: Bounds): string {
  const lines = aligned([HEADER, ...rows.map(cells)], 1).map((line, number) =>
    number === 0 ? line : `${line}${markOf(rows[number - 1]!, bounds)}`,
  );
  return [...lines, ...sumOf(rows, bounds), ''].join('\n');
}
