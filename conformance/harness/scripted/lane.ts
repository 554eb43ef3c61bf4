// SPDX-License-Identifier: MIT
// A lane that is made of scripts, run in a guest that the first of them prepare.
import type { Feature } from '../../kernel/flavours.ts';
import { numberOf } from '../numbers.ts';
import type { OwnLane, OwnResult } from '../own-lane.ts';
import type { FunctionIds } from './btf.ts';
import { judge, missing } from './judge.ts';
import type { JudgedScript } from './judged-script.ts';
import { kernelFunctionIds } from './kernel-btf.ts';

/** What a lane is made of; `nr` is the number of its call, and `release` that of the kernel: the default base's when absent. */
export interface ScriptedLane {
  readonly scenario: string;
  /** See OwnLane. */
  readonly what: string;
  /** The proposal's call that it is about. */
  readonly call: string;
  readonly needs: readonly Feature[];
  /** Functions of the kernel that the lane's BPF programs call. Their numbers are known only in the guest. */
  readonly functions?: readonly string[];
  /** Prepare the guest, and show by calls that every kernel has that what is watched for is at work there. */
  setUp(nr: number, ids: FunctionIds, release?: string): readonly JudgedScript[];
  cases(nr: number, ids: FunctionIds, release?: string): readonly JudgedScript[];
}

/** The lane. A kernel on which the set-up does not come off lacks what is needed. */
export function scriptedLane(lane: ScriptedLane): OwnLane & ScriptedLane {
  const lacks = (lacking: string): OwnResult => ({
    ...{ cases: 0, calls: 0, failures: [], covered: [], lacking },
  });
  return {
    ...lane,
    async run({ boot, numbers, onProgress }) {
      const nr = numberOf(numbers, lane.call);
      const guest = await boot();
      const { functions } = lane;
      const { release } = guest.hello;
      const ids = functions === undefined ? {} : await kernelFunctionIds(guest, functions);
      if (typeof ids === 'string') return lacks(ids);
      for (const script of lane.setUp(nr, ids, release)) {
        const lacking = await missing(guest, script);
        if (lacking !== undefined) return lacks(lacking);
      }
      onProgress(`${lane.scenario}: is at work in a guest of its own`);
      return judge(guest, lane.cases(nr, ids, release));
    },
  };
}
