// SPDX-License-Identifier: MIT
// What is left of a row that was begun when the run was interrupted.
import { INTERRUPTED, type LaneOutcome } from '../report/rows.ts';

/**
 * What `work` gives; where it throws because the run was interrupted, what `soFar` has been seen, as a row that is not
 * finished.
 */
export async function rowOrSoFar<Row extends LaneOutcome | undefined>(
  signal: AbortSignal | undefined,
  work: () => Promise<Row>,
  soFar: () => Row & LaneOutcome,
): Promise<Row> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    return { ...soFar(), unfinished: INTERRUPTED };
  }
}
