// SPDX-License-Identifier: MIT
// A lane that is made of scripts, run in a guest that the first of them prepare.
import type { Feature, OwnLane } from '../own-lane.ts';
import { judge, missing } from './judge.ts';
import type { JudgedScript } from './judged-script.ts';

/** What a lane is made of; `nr` is the number of the call that it is about. */
export interface ScriptedLane {
  readonly scenario: string;
  readonly needs: readonly Feature[];
  /** Prepare the guest, and show by calls that every kernel has that what is watched for is at work there. */
  setUp(nr: number): readonly JudgedScript[];
  cases(nr: number): readonly JudgedScript[];
}

/** The lane. A kernel on which the set-up does not come off lacks what is needed. */
export function scriptedLane(lane: ScriptedLane): OwnLane & ScriptedLane {
  return {
    ...lane,
    async run({ boot, nr, onProgress }) {
      const guest = await boot();
      for (const script of lane.setUp(nr)) {
        const lacking = await missing(guest, script);
        if (lacking !== undefined) return { cases: 0, calls: 0, failures: [], covered: [], lacking };
      }
      onProgress(`${lane.scenario}: is at work in a guest of its own`);
      return judge(guest, lane.cases(nr));
    },
  };
}
