// SPDX-License-Identifier: MIT
// Calls that a series may make dearer: by how much, and for what reason. All others may not be.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import { type CostRow, LEAST_PART } from './compare.ts';

const schema = z.strictObject({
  bounds: z.array(
    z.strictObject({
      /** Workloads, by name. */
      calls: z.array(z.string().min(1)).nonempty(),
      /** The most that one of them may cost more, as a part of the pristine count. */
      percent: z.number().gt(100 * LEAST_PART),
      reason: z.string().min(1),
    }),
  ),
});

/** What one call may cost more. */
export interface Bound {
  readonly percent: number;
  readonly reason: string;
}

/** Those of a series, by workload. */
export type Bounds = ReadonlyMap<string, Bound>;

/**
 * The bounds of a proposal's series; none where there is no file.
 * @throws SyspecError BAD_INPUT when the file is not of that shape, or has a call twice
 */
export function readBounds(slug: string, path: string = inRoot('conformance', slug, 'cost.json')): Bounds {
  const bounds = new Map<string, Bound>();
  if (!existsSync(path)) return bounds;
  for (const { calls, ...bound } of parse(path)) {
    for (const call of calls) {
      if (bounds.has(call))
        throw new SyspecError('BAD_INPUT', `${path}: '${call}' has two bounds`, 'Leave one.');
      bounds.set(call, bound);
    }
  }
  return bounds;
}

function parse(path: string): z.infer<typeof schema>['bounds'] {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8'))).bounds;
  } catch (error) {
    throw new SyspecError(
      'BAD_INPUT',
      `${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message}`,
      'It is {"bounds": [{"calls", "percent", "reason"}]}.',
    );
  }
}

/** Whether a call costs no more than it may. */
export const isWithin = ({ workload, percent, regression }: CostRow, bounds: Bounds): boolean =>
  !regression || percent <= (bounds.get(workload)?.percent ?? 0);

/** Bounds that nothing needs: of calls that cost no more, or that nobody counts. A list of them would hide the next cost. */
export const idleBounds = (rows: readonly CostRow[], bounds: Bounds): string[] =>
  [...bounds.keys()].filter(
    (call) => !rows.some(({ workload, regression }) => regression && workload === call),
  );

/** Whether a series costs what it may. No row at all is no proof. */
export const isAffordable = (rows: readonly CostRow[], bounds: Bounds): boolean =>
  rows.length > 0 && rows.every((row) => isWithin(row, bounds)) && idleBounds(rows, bounds).length === 0;
